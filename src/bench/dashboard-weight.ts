import type { Response } from '@playwright/test'
import { gzipSync } from 'node:zlib'
import type { BenchBrowser, Session } from './dashboard-browser.ts'
import { openList } from './dashboard-rounds.ts'

/** Bytes of live objects after a collection, after each of these numbers of page turns. */
export async function heapAfter(
  browser: BenchBrowser,
  path: string,
  turns: number[],
): Promise<number[]> {
  const session = await browser.session()
  await openList(session, path)
  const bytes: number[] = []
  for (let turn = 1; turn <= Math.max(...turns); turn++) {
    await session.page.evaluate(() => window.actions.next())
    if (turns.includes(turn)) bytes.push(await liveBytes(session))
  }
  await session.close()
  return bytes
}

async function liveBytes({ page, cdp }: Session): Promise<number> {
  await page.evaluate(() => window.stopwatch.waitUntilIdle())
  await cdp.send('HeapProfiler.collectGarbage')
  await cdp.send('HeapProfiler.collectGarbage') // what the finalizers of the first run released
  return (await cdp.send('Runtime.getHeapUsage')).usedSize
}

/** The scripts that had been loaded when the first row was painted, in KiB after gzip. */
export async function scriptsOf(browser: BenchBrowser, path: string, locale: string) {
  const session = await browser.session({ locale })
  const scripts: Response[] = []
  session.page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.push(response)
  })
  await openList(session, path)
  // What is prefetched after the list is shown does not count.
  const loadedBefore = await session.page.evaluate(async () => {
    const firstRowAt = await window.stopwatch.firstRow
    return performance
      .getEntriesByType('resource')
      .filter((entry) => entry.startTime + entry.duration <= firstRowAt)
      .map(({ name }) => name)
  })
  const weights = await Promise.all(
    scripts
      .filter((script) => loadedBefore.includes(script.url()))
      .map(async (script) => ({
        name: new URL(script.url()).pathname,
        kib: gzipSync(await script.body()).length / 1024,
      })),
  )
  await session.close()
  return weights
}
