import { gzipSync } from 'node:zlib'
import type { Stage, Stand } from './dashboard-stage.ts'
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

/** The scripts that came before the list stood, in KiB as gzip makes them. */
export async function scriptsOf(stage: Stage, path: string, locale: string) {
  const stand = await stage.stand({ locale })
  const bodies: Promise<{ name: string; kib: number }>[] = []
  stand.page.on('response', (response) => {
    if (response.request().resourceType() !== 'script') return
    const name = new URL(response.url()).pathname
    bodies.push(response.body().then((body) => ({ name, kib: gzipSync(body).length / 1024 })))
  })
  await openList(stand, path)
  const scripts = await Promise.all(bodies)
  await stand.close()
  return scripts
}
