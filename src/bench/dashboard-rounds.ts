import type { Page } from '@playwright/test'
import type { Work } from './dashboard-budgets.ts'
import type { Stage, Stand } from './dashboard-stage.ts'
import type { Taken } from './dashboard-stopwatch.ts'

/** Who is measured: the dashboard, or the floor under it. */
export type Subject = { path: string }

/** What was taken for each work, as often as there are rounds. */
export type Measured = Record<Work, Taken[]>

const warmUps = 3
const orders = ['updatedAt', 'name', 'name'] // a click on the order that stands turns it round

/** All works of one subject at one speed of the CPU, `rounds` times each. */
export async function measure(
  stage: Stage,
  { path }: Subject,
  slowdown: number,
  rounds: number,
): Promise<Measured> {
  const at = async <T>(work: (page: Page) => Promise<T>): Promise<T> => {
    const stand = await stage.stand({ slowdown })
    try {
      await openList(stand, path)
      return await work(stand.page)
    } finally {
      await stand.close()
    }
  }
  const next = (page: Page) => page.evaluate(() => window.deeds.next())
  return {
    next: await at(async (page) => {
      await page.evaluate(() => window.stopwatch.forbidReadingAhead())
      return repeat(rounds, () => next(page))
    }),
    ahead: await at((page) => repeat(rounds, () => next(page))),
    sort: await sorts(at, rounds),
    selectAll: await at((page) =>
      repeat(rounds, () => page.evaluate(() => window.deeds.selectAll())),
    ),
    ...(await at(opens(rounds))),
    cold: await coldLoads(stage, path, slowdown, rounds),
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
async function sorts(
  at: (work: (page: Page) => Promise<Taken[]>) => Promise<Taken[]>,
  rounds: number,
) {
  const taken: Taken[] = []
  while (taken.length < rounds)
    taken.push(
      ...(await at(async (page) => {
        for (let turn = 0; turn < warmUps; turn++) await page.evaluate(() => window.deeds.next())
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
