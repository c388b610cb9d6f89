import type { Page } from '@playwright/test'
import type { Work } from './dashboard-budgets.ts'
import { dsl, type BenchBrowser, type Session, type SessionOptions } from './dashboard-browser.ts'
import type { Timing } from './dashboard-stopwatch.ts'

/** Timings of each work, one for each round; empty if it was not measured. */
export type Measured = Record<Work, Timing[]>

const warmUps = 3
const orders = ['updatedAt', 'name', 'name'] // a click on the current order reverses it

type OnFreshPage = <T>(work: (page: Page) => Promise<T>) => Promise<T>
type Series = (onFreshPage: OnFreshPage, rounds: number) => Promise<Partial<Measured>>

const next = (page: Page) => page.evaluate(() => window.actions.next())

/** Each starts on a fresh page. */
const series: Series[] = [
  async (onFreshPage, rounds) => ({
    next: await onFreshPage(async (page) => {
      await page.evaluate(() => window.stopwatch.forbidPrefetch())
      return repeat(rounds, () => next(page))
    }),
  }),
  async (onFreshPage, rounds) => ({
    prefetched: await onFreshPage((page) => repeat(rounds, () => next(page))),
  }),
  async (onFreshPage, rounds) => ({ sort: await sorts(onFreshPage, rounds) }),
  async (onFreshPage, rounds) => ({
    selectAll: await onFreshPage((page) =>
      repeat(rounds, () => page.evaluate(() => window.actions.selectAll())),
    ),
  }),
  (onFreshPage, rounds) => onFreshPage(opens(rounds)),
]

/**
 * Measures all work at one CPU speed, `rounds` times each, for the dashboard and the baseline. They
 * alternate after each work, so that other load on the machine affects both.
 */
export async function measure(
  browser: BenchBrowser,
  paths: { ours: string; baseline: string },
  slowdown: number,
  rounds: number,
): Promise<{ ours: Measured; baseline: Measured }> {
  const measured = { ours: empty(), baseline: empty() }
  for (const take of series)
    for (const page of ['ours', 'baseline'] as const)
      Object.assign(measured[page], await take(onListOf(browser, paths[page], slowdown), rounds))
  for (const page of ['ours', 'baseline'] as const)
    measured[page].cold = await coldLoads(browser, paths[page], { slowdown }, rounds)
  // The peers were measured at full CPU speed only.
  if (slowdown === 1)
    for (const page of ['ours', 'baseline'] as const)
      measured[page].coldThrottled = await coldLoads(browser, paths[page], { network: dsl }, rounds)
  return measured
}

const empty = (): Measured => ({
  next: [],
  prefetched: [],
  sort: [],
  selectAll: [],
  open: [],
  back: [],
  cold: [],
  coldThrottled: [],
})

const onListOf =
  (browser: BenchBrowser, path: string, slowdown: number): OnFreshPage =>
  async (work) => {
    const session = await browser.session({ slowdown })
    try {
      await openList(session, path)
      return await work(session.page)
    } finally {
      await session.close()
    }
  }

export async function openList({ page }: Pick<Session, 'page'>, path: string) {
  await page.goto(path)
  await page.evaluate(() => window.stopwatch.firstRow)
}

async function repeat(rounds: number, action: (round: number) => Promise<Timing>) {
  const timings: Timing[] = []
  for (let round = -warmUps; round < rounds; round++) {
    const timing = await action(round + warmUps)
    if (round >= 0) timings.push(timing)
  }
  return timings
}

/** Lists are cached once read, so a new page is opened after all orders. */
async function sorts(onFreshPage: OnFreshPage, rounds: number) {
  const timings: Timing[] = []
  while (timings.length < rounds)
    timings.push(
      ...(await onFreshPage(async (page) => {
        for (let count = 0; count < warmUps; count++) await next(page)
        const round: Timing[] = []
        for (const column of orders)
          round.push(await page.evaluate((name) => window.actions.sort(name), column))
        return round
      })),
    )
  return timings.slice(0, rounds)
}

const opens = (rounds: number) => async (page: Page) => {
  const back: Timing[] = []
  const open = await repeat(rounds, async (round) => {
    const timings = await page.evaluate((row) => window.actions.open(row), round)
    back.push(await page.evaluate(() => window.actions.back()))
    return timings
  })
  return { open, back: back.slice(warmUps) }
}

async function coldLoads(
  browser: BenchBrowser,
  path: string,
  options: SessionOptions,
  rounds: number,
) {
  const timings: Timing[] = []
  for (let round = -1; round < rounds; round++) {
    const session = await browser.session(options)
    await session.page.goto(path)
    const painted = await session.page.evaluate(() => window.stopwatch.firstRow)
    if (round >= 0) timings.push({ answered: 0, changed: 0, painted })
    await session.close()
  }
  return timings
}
