import { chromium, type BrowserContext, type CDPSession, type Page } from '@playwright/test'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { build } from 'vite'
import { buildProxy } from '#proxy/proxy-app.ts'
import { createSource } from '#proxy/sources/create-source.ts'
import { chromiumFlags, findChromium } from '#testing/chromium.ts'
import { installActions } from './dashboard-actions.ts'
import { installStopwatch } from './dashboard-stopwatch.ts'
import { mockSource, startMock } from './start-mock.ts'

const home = join(import.meta.dirname, '../..')
const types = { '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript' }

/** A page with the stopwatch, in a browser context of its own: nothing is cached or stored. */
export type Session = { page: Page; cdp: CDPSession; close: () => Promise<void> }

/** Emulated network: bits per second in each direction, and ms until a response begins. */
export type NetworkConditions = { bitsPerSecond: number; latencyMs: number }

/** The network on which the peers' cold loads were measured. */
export const dsl: NetworkConditions = { bitsPerSecond: 10_000_000, latencyMs: 40 }

export type SessionOptions = { slowdown?: number; locale?: string; network?: NetworkConditions }

export type BenchBrowser = {
  url: string
  session: (options?: SessionOptions) => Promise<Session>
  /** Traces the browser during the action; resolves with the longest task of the page in ms. */
  longestTask: (session: Session, action: () => Promise<void>) => Promise<number>
  close: () => Promise<void>
}

/** The production build, a proxy without a rate limit, a mock without limits, a browser. */
export async function openBenchBrowser(contacts: number): Promise<BenchBrowser> {
  const pages = mkdtempSync(join(tmpdir(), 'kartoteka-bench-'))
  await build({ root: home, logLevel: 'warn', build: { outDir: pages, emptyOutDir: true } })
  const mock = await startMock({ MOCK_CONTACTS: String(contacts), MOCK_RATE: '0' })
  const app = buildProxy({ sources: [sourceAt(mock.url)], pages })
  app.get<{ Params: { file: string } }>('/baseline/:file', ({ params: { file } }, reply) => {
    const type = new Map(Object.entries(types)).get(extname(file)) ?? 'text/plain'
    // From the same server as the dashboard, so that both use the same network path.
    return reply.type(type).send(readFileSync(join(import.meta.dirname, file)))
  })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  await warmUpNames(url)
  const found = await findChromium(process.env)
  const browser = await chromium.launch({
    executablePath: found.path,
    args: chromiumFlags,
    env: { ...(process.env as Record<string, string>), ...found.env }, // unset variables are absent
  })
  return {
    url,
    session: async ({ slowdown = 1, locale = 'en-US', network } = {}) => {
      const viewport = { width: 1440, height: 900 }
      const context = await browser.newContext({ baseURL: url, viewport, locale })
      return openSession(context, slowdown, network)
    },
    longestTask: async ({ page }, action) => {
      await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline'] })
      await action()
      return longestIn((await browser.stopTracing()).toString())
    },
    close: async () => {
      await browser.close()
      await app.close()
      await mock.stop()
      rmSync(pages, { recursive: true })
    },
  }
}

const sourceAt = (url: string) => createSource(mockSource(url, 0))

/** Fills the proxy's caches of user and company names, as in normal operation. */
async function warmUpNames(url: string) {
  for (let page = 1; page <= 40; page++)
    await (await fetch(`${url}/api/sources/main/contacts?size=250&page=${page}`)).arrayBuffer()
}

async function openSession(
  context: BrowserContext,
  slowdown: number,
  network: NetworkConditions | undefined,
): Promise<Session> {
  await context.addInitScript(installStopwatch)
  await context.addInitScript(installActions)
  const page = await context.newPage()
  // A page of the same site first, because throttling applies to a process, and a new site gets a
  // new process.
  await page.goto('/favicon.svg')
  const cdp = await context.newCDPSession(page)
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
  if (network) await throttle(cdp, network)
  return { page, cdp, close: () => context.close() }
}

async function throttle(cdp: CDPSession, { bitsPerSecond, latencyMs }: NetworkConditions) {
  const bytesPerSecond = bitsPerSecond / 8
  await cdp.send('Network.enable')
  await cdp.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: latencyMs,
    downloadThroughput: bytesPerSecond,
    uploadThroughput: bytesPerSecond,
  })
}

type TraceEvent = { name: string; ph: string; pid: number; tid: number; dur?: number }
type NamedEvent = TraceEvent & { args?: { name?: string } }

/** Longest task of the pages' main threads in a browser trace, in ms; the trace's `dur` is in µs. */
function longestIn(trace: string): number {
  const { traceEvents } = JSON.parse(trace) as { traceEvents: NamedEvent[] } // Chromium's own format
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid}/${tid}`
  const pages = traceEvents
    .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
    .map(threadOf)
  const tasks = traceEvents.filter(
    (event) => event.name === 'RunTask' && event.ph === 'X' && pages.includes(threadOf(event)),
  )
  if (tasks.length === 0) throw new Error('The trace holds no task of the page')
  return Math.max(...tasks.map(({ dur = 0 }) => dur)) / 1000
}
