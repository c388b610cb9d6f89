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

/** One response of the first view as the browser received it; sizes in bytes. */
export type Received = {
  path: string
  kind: 'script' | 'style' | 'other'
  /** Transfer size of the body. */
  body: number
  /** Headers and body. */
  transferred: number
  /** The `content-encoding`; empty if it was not compressed. */
  encoding: string
}

/** The responses received until the first row was painted, in order of request. */
export async function receivedOf(
  browser: BenchBrowser,
  path: string,
  locale: string,
): Promise<Received[]> {
  const session = await browser.session({ locale })
  const received = await record(session)
  await openList(session, path)
  // What is prefetched after the list is shown does not count.
  const bodies = await session.page.evaluate(async () => {
    const firstRowAt = await window.stopwatch.firstRow
    const entries = ['navigation', 'resource'].flatMap((type) => performance.getEntriesByType(type))
    return entries
      .filter((entry) => entry instanceof PerformanceResourceTiming)
      .filter(({ responseEnd }) => responseEnd <= firstRowAt)
      .map(({ name, encodedBodySize }) => [name, encodedBodySize] as const)
  })
  await session.close()
  const bodyOf = new Map(bodies)
  return [...received.values()].flatMap((logged) => {
    const body = bodyOf.get(logged.url)
    return body === undefined ? [] : [toReceived(logged, body)]
  })
}

type LoggedResponse = { url: string; type: string; encoding: string; transferred: number }

/** Collects the responses from now on, by request ID, as the browser's network log reports them. */
async function record({ cdp }: Session): Promise<Map<string, LoggedResponse>> {
  const responses = new Map<string, LoggedResponse>()
  cdp.on('Network.responseReceived', ({ requestId, type, response: { url, headers } }) => {
    const names = new Map(Object.entries(headers).map(([key, value]) => [key.toLowerCase(), value]))
    const encoding = names.get('content-encoding') ?? ''
    responses.set(requestId, { url, type, encoding, transferred: 0 })
  })
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const logged = responses.get(requestId)
    if (logged) logged.transferred = encodedDataLength
  })
  await cdp.send('Network.enable')
  return responses
}

function toReceived({ url, type, transferred, encoding }: LoggedResponse, body: number): Received {
  const kind = type === 'Script' ? 'script' : /^(Stylesheet|Font)$/.test(type) ? 'style' : 'other'
  return { path: new URL(url).pathname, kind, body, transferred, encoding }
}
