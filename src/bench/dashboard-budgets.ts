import { quantile } from './quantile.ts'

/**
 * Peers on the same work, and the share of react-admin's time that is ours to take. Their times in
 * ms were measured on another machine; what carries over is how they stand to `limit`, a
 * hand-written page, whose like (dashboard-baseline.js) is measured here in the same run.
 */
type Peers = { limit: number; reactAdmin: number; others: string; share: number }

export type Work = 'next' | 'ahead' | 'sort' | 'selectAll' | 'open' | 'back' | 'cold'

const words: Record<Work, string> = {
  next: 'next page of 250, click → painted',
  ahead: 'the same, free to read ahead',
  sort: 'sort',
  selectAll: 'select all 250',
  open: 'open a contact',
  back: 'back to the list',
  cold: 'cold load → first row painted',
}

const next = {
  limit: 46,
  reactAdmin: 573,
  others: 'AG Grid 53, TanStack 117, atomic-crm 714',
  share: 0.15,
}
const peers: Record<Work, Peers> = {
  next,
  ahead: next,
  sort: { limit: 41, reactAdmin: 412, others: 'AG Grid 71, TanStack 93', share: 0.2 },
  selectAll: {
    limit: 12,
    reactAdmin: 108,
    others: 'AG Grid 17, TanStack 44, refine 646',
    share: 0.3,
  },
  open: { limit: 27, reactAdmin: 91, others: 'TanStack 30', share: 0.6 },
  back: { limit: 31, reactAdmin: 393, others: 'TanStack 102', share: 0.25 },
  cold: {
    limit: 112,
    reactAdmin: 1079,
    others: 'TanStack 380, AG Grid 391, atomic-crm 1397',
    share: 0.5,
  },
}
const slowNext = {
  limit: 152,
  reactAdmin: 2470,
  others: 'AG Grid 164, TanStack 413, atomic-crm 6965',
  share: 0.12,
}

/** Peers were slowed down for turning pages only; the other works keep their ratio. */
const peersOf = (work: Work, slowdown: number): Peers =>
  slowdown > 1 && (work === 'next' || work === 'ahead') ? slowNext : peers[work]

export const middle = (times: number[]) => quantile(times, 0.5)
export const worst = (times: number[]) => Math.max(...times)

export const head = [
  ['what', 'CPU', 'median', 'worst', 'the limit here', 'ratio', 'allowed', 'peers elsewhere'],
  ['---', '---', '--:', '--:', '--:', '--:', '--:', '---'],
]

/** One line of the table: our times and the floor's, in ms. */
export function lineOf(work: Work, slowdown: number, ours: number[], floor: number[]): string[] {
  const { limit, reactAdmin, others, share } = peersOf(work, slowdown)
  const ratio = middle(ours) / middle(floor)
  const allowed = (share * reactAdmin) / limit
  return [
    words[work],
    slowdown > 1 ? `÷ ${slowdown}` : 'full',
    `${middle(ours).toFixed(0)} ms`,
    `${worst(ours).toFixed(0)} ms`,
    `${middle(floor).toFixed(0)} ms`,
    `${ratio.toFixed(2)}${ratio > allowed ? ' MISSED' : ''}`,
    allowed.toFixed(2),
    `limit ${limit}, react-admin ${reactAdmin}, ${others}`,
  ]
}

/** A Markdown table whose columns stand below each other in a terminal, too. */
export function tableOf(lines: string[][]): string {
  const widths = (lines[0] ?? []).map((_, at) =>
    Math.max(...lines.map((line) => line[at]?.length ?? 0)),
  )
  const drawn = lines.map((line) => line.map((cell, at) => cell.padEnd(widths[at] ?? 0)))
  return drawn.map((line) => `| ${line.join(' | ')} |`).join('\n')
}
