import type { Page } from '@playwright/test'
import type { Work } from './dashboard-budgets.ts'
import type { Stage, Stand } from './dashboard-browser.ts'
import type { Taken } from './dashboard-stopwatch.ts'

/** What was taken for each work, as often as there are rounds. */
export type Measured = Record<Work, Taken[]>

const warmUps = 3
const orders = ['updatedAt', 'name', 'name'] // a click on the order that stands turns it round

type At = <T>(work: (page: Page) => Promise<T>) => Promise<T>
type Series = (at: At, rounds: number) => Promise<Partial<Measured>>

const next = (page: Page) => page.evaluate(() => window.deeds.next())

/** Each begins on a fresh page. */
const series: Series[] = [
  async (at, rounds) => ({
    next: await at(async (page) => {
      await page.evaluate(() => window.stopwatch.forbidReadingAhead())
      return repeat(rounds, () => next(page))
    }),
  }),
  async (at, rounds) => ({ ahead: await at((page) => repeat(rounds, () => next(page))) }),
  async (at, rounds) => ({ sort: await sorts(at, rounds) }),
  async (at, rounds) => ({
    selectAll: await at((page) =>
      repeat(rounds, () => page.evaluate(() => window.deeds.selectAll())),
    ),
  }),
  (at, rounds) => at(opens(rounds)),
]

/**
 * All works at one speed of the CPU, `rounds` times each, of the dashboard and of the floor. They
 * take turns work by work: whatever else the machine is busy with is then felt by both.
 */
export async function measure(
  stage: Stage,
  paths: { ours: string; floor: string },
  slowdown: number,
  rounds: number,
): Promise<{ ours: Measured; floor: Measured }> {
  const measured = { ours: empty(), floor: empty() }
  for (const take of series)
    for (const who of ['ours', 'floor'] as const)
      Object.assign(measured[who], await take(onListOf(stage, paths[who], slowdown), rounds))
  for (const who of ['ours', 'floor'] as const)
    measured[who].cold = await coldLoads(stage, paths[who], slowdown, rounds)
  return measured
}

const empty = (): Measured => ({
  next: [],
  ahead: [],
  sort: [],
  selectAll: [],
  open: [],
  back: [],
  cold: [],
})

const onListOf =
  (stage: Stage, path: string, slowdown: number): At =>
  async (work) => {
    const stand = await stage.stand({ slowdown })
    try {
      await openList(stand, path)
      return await work(stand.page)
    } finally {
      await stand.close()
    }
  }

export async function openList({ page }: Pick<Stand, 'page'>, path: string) {
  await page.goto(path)
  await page.evaluate(() => window.stopwatch.firstRow)
}

async function repeat(rounds: number, deed: (round: number) => Promise<Taken>) {
  const taken: Taken[] = []
  for (let round = -warmUps; round < rounds; round++) {
    const one = await deed(round + warmUps)
    if (round >= 0) taken.push(one)
  }
  return taken
}

/** An order seen once is remembered: after all of them a fresh page begins anew. */
async function sorts(at: At, rounds: number) {
  const taken: Taken[] = []
  while (taken.length < rounds)
    taken.push(
      ...(await at(async (page) => {
        for (let turn = 0; turn < warmUps; turn++) await next(page)
        const ones: Taken[] = []
        for (const column of orders)
          ones.push(await page.evaluate((name) => window.deeds.sort(name), column))
        return ones
      })),
    )
  return taken.slice(0, rounds)
}

const opens = (rounds: number) => async (page: Page) => {
  const back: Taken[] = []
  const open = await repeat(rounds, async (round) => {
    const taken = await page.evaluate((row) => window.deeds.open(row), round)
    back.push(await page.evaluate(() => window.deeds.back()))
    return taken
  })
  return { open, back: back.slice(warmUps) }
}

async function coldLoads(stage: Stage, path: string, slowdown: number, rounds: number) {
  const taken: Taken[] = []
  for (let round = -1; round < rounds; round++) {
    const stand = await stage.stand({ slowdown })
    await stand.page.goto(path)
    const painted = await stand.page.evaluate(() => window.stopwatch.firstRow)
    if (round >= 0) taken.push({ answered: 0, changed: 0, painted })
    await stand.close()
  }
  return taken
}
