import type { Response } from '@playwright/test'
import { gzipSync } from 'node:zlib'
import type { Stage, Stand } from './dashboard-browser.ts'
import { openList } from './dashboard-rounds.ts'

/** Bytes of live objects after a collection, after each of these numbers of page turns. */
export async function heapAfter(stage: Stage, path: string, turns: number[]): Promise<number[]> {
  const stand = await stage.stand()
  await openList(stand, path)
  const bytes: number[] = []
  for (let turn = 1; turn <= Math.max(...turns); turn++) {
    await stand.page.evaluate(() => window.deeds.next())
    if (turns.includes(turn)) bytes.push(await liveBytes(stand))
  }
  await stand.close()
  return bytes
}

async function liveBytes({ page, cdp }: Stand): Promise<number> {
  await page.evaluate(() => window.stopwatch.rest())
  await cdp.send('HeapProfiler.collectGarbage')
  await cdp.send('HeapProfiler.collectGarbage') // what the first one's finalizers let go
  return (await cdp.send('Runtime.getHeapUsage')).usedSize
}

/** The scripts that were there when the first row was painted, in KiB as gzip makes them. */
export async function scriptsOf(stage: Stage, path: string, locale: string) {
  const stand = await stage.stand({ locale })
  const scripts: Response[] = []
  stand.page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.push(response)
  })
  await openList(stand, path)
  // What is loaded ahead once the list stands is no part of what the list waited for.
  const inTime = await stand.page.evaluate(async () => {
    const stood = await window.stopwatch.firstRow
    return performance
      .getEntriesByType('resource')
      .filter((entry) => entry.startTime + entry.duration <= stood)
      .map(({ name }) => name)
  })
  const weighed = await Promise.all(
    scripts
      .filter((script) => inTime.includes(script.url()))
      .map(async (script) => ({
        name: new URL(script.url()).pathname,
        kib: gzipSync(await script.body()).length / 1024,
      })),
  )
  await stand.close()
  return weighed
}
