import type { BenchBrowser } from './dashboard-browser.ts'
import { openList } from './dashboard-rounds.ts'

declare global {
  interface Window {
    /** Milliseconds from Enter until the value was painted. */
    standing: Promise<number>
  }
}

const names = ['Ada', 'Eve', 'Ida', 'Una', 'Lea', 'Mia', 'Noa', 'Zoe', 'Amy']

/**
 * Renames one contact after the other in its cell: the time from Enter until the typed name was painted
 * in the place of the editor, in ms each. The source is asked a second later.
 */
export async function cellEdits(
  browser: BenchBrowser,
  path: string,
  slowdown: number,
): Promise<number[]> {
  const session = await browser.session({ slowdown })
  const { page } = session
  await openList(session, path)
  await page.locator('.contacts-table[data-cells]').waitFor()
  await page.locator('tbody tr').first().getByRole('link').first().focus()
  await page.keyboard.press('F2')
  const taken: number[] = []
  for (const name of names) {
    await page.keyboard.type(name)
    await page.evaluate(() => window.stopwatch.waitUntilIdle())
    await page.evaluate(watchEnter, name)
    await page.keyboard.press('Enter')
    taken.push(await page.evaluate(() => window.standing))
    await page.keyboard.press('ArrowDown')
    await page.evaluate(() => window.stopwatch.waitUntilIdle())
  }
  await session.close()
  return taken
}

/** Runs in the page, before Enter is pressed. */
function watchEnter(name: string): void {
  const isStanding = () => {
    const cell = document.activeElement
    return cell?.matches('[data-column=name]') === true && cell.textContent.includes(name)
  }
  window.standing = new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('The value did not stand within 30 s')), 30_000)
    const onEnter = ({ timeStamp }: KeyboardEvent) => {
      const look = () => {
        if (!isStanding()) requestAnimationFrame(look)
        // the frame after the one in which it was drawn
        else requestAnimationFrame(() => resolve(performance.now() - timeStamp))
      }
      requestAnimationFrame(look)
    }
    addEventListener('keydown', onEnter, { capture: true, once: true })
  })
}
