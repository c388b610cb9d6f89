import { setTimeout as pause } from 'node:timers/promises'
import type { BenchBrowser } from './dashboard-browser.ts'
import { openList } from './dashboard-rounds.ts'

export type Typing = {
  /** Time from pressing a key to painting the letter, in ms each. */
  keys: number[]
  /** The longest task of each round, ms. */
  tasks: number[]
}

const words = ['anna', 'ivan', 'olga', 'petr', 'elena', 'sergey', 'maria']

/**
 * Types into the search box, one letter per `everyMs`; above 250 ms the list updates after each
 * letter.
 */
export async function typing(
  browser: BenchBrowser,
  path: string,
  slowdown: number,
  everyMs: number,
): Promise<Typing> {
  const session = await browser.session({ slowdown })
  const { page } = session
  await openList(session, path)
  const tasks: number[] = []
  for (const word of words) {
    await page.locator('input[type=search]').fill('')
    await page.evaluate(() => window.stopwatch.waitUntilIdle())
    await page.evaluate(() => window.stopwatch.waitUntilIdle())
    const task = await browser.longestTask(session, async () => {
      for (const letter of word) {
        await page.keyboard.press(letter)
        await pause(everyMs)
      }
    })
    tasks.push(task)
    await page.evaluate(() => window.stopwatch.waitUntilIdle())
  }
  const keys = await page.evaluate(() => window.stopwatch.keys)
  await session.close()
  return { keys, tasks }
}
