import { quantile } from './quantile.ts'

/**
 * Times of peers for the same work, and the dashboard's budget as a share of react-admin's time.
 * The peers were measured on another machine in ms; only their ratio to `baseline` can be compared,
 * a hand-written page like dashboard-baseline.js, which is measured here in the same run.
 */
type Peers = { baseline: number; reactAdmin: number; others: string; share: number }

export type Work =
  | 'next'
  | 'prefetched'
  | 'sort'
  | 'selectAll'
  | 'open'
  | 'back'
  | 'cold'
  | 'coldThrottled'

const labels: Record<Work, string> = {
  next: 'next page of 250, click → painted',
  prefetched: 'the same, prefetched',
  sort: 'sort',
  selectAll: 'select all 250',
  open: 'open a contact',
  back: 'back to the list',
  cold: 'cold load → first row painted',
  coldThrottled: 'the same at 10 Mbit/s and 40 ms',
}

const next = {
  baseline: 46,
  reactAdmin: 573,
  others: 'AG Grid 53, TanStack 117, atomic-crm 714',
  share: 0.15,
}
const peers: Record<Work, Peers> = {
  next,
  prefetched: next,
  sort: { baseline: 41, reactAdmin: 412, others: 'AG Grid 71, TanStack 93', share: 0.2 },
  selectAll: {
    baseline: 12,
    reactAdmin: 108,
    others: 'AG Grid 17, TanStack 44, refine 646',
    share: 0.3,
  },
  open: { baseline: 27, reactAdmin: 91, others: 'TanStack 30', share: 0.6 },
  back: { baseline: 31, reactAdmin: 393, others: 'TanStack 102', share: 0.25 },
  cold: {
    baseline: 112,
    reactAdmin: 1079,
    others: 'TanStack 380, AG Grid 391, atomic-crm 1397',
    share: 0.5,
  },
  coldThrottled: {
    baseline: 309,
    reactAdmin: 1251,
    others: 'TanStack 570, AG Grid 719, atomic-crm 2009',
    share: 570 / 1251, // no slower than TanStack's bare table
  },
}
const slowNext = {
  baseline: 152,
  reactAdmin: 2470,
  others: 'AG Grid 164, TanStack 413, atomic-crm 6965',
  share: 0.12,
}

/**
 * Peers were measured with a throttled CPU for paging only; the same ratio is used for other work.
 */
const peersOf = (work: Work, slowdown: number): Peers =>
  slowdown > 1 && (work === 'next' || work === 'prefetched') ? slowNext : peers[work]

export const median = (times: number[]) => quantile(times, 0.5)
export const worst = (times: number[]) => Math.max(...times)

export const header = [
  ['what', 'CPU', 'median', 'worst', 'baseline here', 'ratio', 'allowed', 'peers elsewhere'],
  ['---', '---', '--:', '--:', '--:', '--:', '--:', '---'],
]

/** One line of the table: the dashboard's times and the baseline's, in ms. */
export function lineOf(
  work: Work,
  slowdown: number,
  ours: number[],
  baselineTimes: number[],
): string[] {
  const { baseline, reactAdmin, others, share } = peersOf(work, slowdown)
  const ratio = median(ours) / median(baselineTimes)
  const allowed = (share * reactAdmin) / baseline
  return [
    labels[work],
    slowdown > 1 ? `÷ ${slowdown}` : 'full',
    `${median(ours).toFixed(0)} ms`,
    `${worst(ours).toFixed(0)} ms`,
    `${median(baselineTimes).toFixed(0)} ms`,
    `${ratio.toFixed(2)}${ratio > allowed ? ' MISSED' : ''}`,
    allowed.toFixed(2),
    `baseline ${baseline}, react-admin ${reactAdmin}, ${others}`,
  ]
}

/** A Markdown table whose columns are aligned in a terminal, too. */
export function tableOf(lines: string[][]): string {
  const widths = (lines[0] ?? []).map((_, index) =>
    Math.max(...lines.map((line) => line[index]?.length ?? 0)),
  )
  const padded = lines.map((line) => line.map((cell, index) => cell.padEnd(widths[index] ?? 0)))
  return padded.map((line) => `| ${line.join(' | ')} |`).join('\n')
}
