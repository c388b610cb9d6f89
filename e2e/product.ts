import { test as base, expect, type BrowserContext, type Page } from '@playwright/test'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import axe from 'axe-core'
import { z } from 'zod'

type Product = {
  url: string
  /** The mock's control API, for switching faults on. */
  mockUrl: string
}

type OfWorker = {
  hasDemoMenu: boolean
  hasMirror: boolean
  product: Product
}

const start = join(import.meta.dirname, '../src/start.ts')

/** Contexts of this worker's browser, by those options which a context cannot change. */
const profiles = new Map<string, BrowserContext>()

/**
 * Runs the program of `npm start` on free ports until the test worker ends: the production build,
 * unless a test sets `test.use({ hasDemoMenu: true })`. Without a local copy, which answers lists
 * some time after the start, unless it sets `hasMirror`.
 */
export const test = base.extend<object, OfWorker>({
  hasDemoMenu: [false, { scope: 'worker', option: true }],
  hasMirror: [false, { scope: 'worker', option: true }],
  product: [
    async ({ hasDemoMenu, hasMirror }, use) => {
      const mockPort = 40_000 + (process.pid % 20_000)
      const child = spawn(process.execPath, [start], {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: {
          ...process.env,
          PORT: '0',
          MOCK_PORT: String(mockPort),
          KARTOTEKA_CONFIG: '',
          // Tests must not wait for rate limits, which are tested in the proxy.
          MOCK_RATE: '0',
          KARTOTEKA_DEMO_MENU: hasDemoMenu ? '1' : '0',
          KARTOTEKA_MIRROR: hasMirror ? '1' : '0',
          // A copy is filled faster, and so is the demo when it starts over.
          ...((hasMirror || hasDemoMenu) && { MOCK_CONTACTS: '2000' }),
        },
      })
      // Also if the test runner gives this worker up before the program is ready.
      process.once('exit', () => child.kill('SIGTERM'))
      const ended = new Promise<number | null>((resolve) => child.on('exit', resolve))
      const url = await new Promise<string>((resolve, reject) => {
        createInterface(child.stdout).on('line', (line) => {
          const address = /ready: (\S+)/.exec(line)?.[1]
          if (address) resolve(address)
        })
        child.on('exit', (code) => reject(new Error(`The product did not start (${code})`)))
      })
      await use({ url, mockUrl: `http://127.0.0.1:${mockPort}` })
      child.kill('SIGINT')
      expect(await ended, 'Ctrl+C stops everything without an error').toBe(0)
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: async ({ product }, use) => use(product.url),
  /**
   * A context that earlier tests have used, with one empty page and without what they have stored:
   * to load and compile the whole dashboard for each test takes longer than what most of them do.
   * The browser keeps its files, as for everybody who opens it a second time. Settings and views
   * follow a person to every browser: no journey depends on those of another one.
   */
  context: async ({ browser, product, locale, hasTouch, timezoneId }, use) => {
    const key = JSON.stringify([locale, hasTouch, timezoneId])
    const profile = profiles.get(key) ?? (await browser.newContext())
    profiles.set(key, profile)
    const session = await profile.newCDPSession(await profile.newPage())
    await session.send('Storage.clearDataForOrigin', {
      origin: product.url,
      storageTypes: 'cookies,local_storage,indexeddb,cache_storage,service_workers',
    })
    await session.detach()
    await forgetSettings(product.url)
    await use(profile)
    for (const page of profile.pages()) await page.close()
  },
  page: async ({ context, viewport, colorScheme, forcedColors }, use) => {
    const page = context.pages()[0] ?? (await context.newPage())
    if (viewport) await page.setViewportSize(viewport)
    await page.emulateMedia({ colorScheme, forcedColors })
    await use(page)
  },
})

const storedItems = z.object({
  items: z.array(
    z.object({ id: z.optional(z.string()), key: z.optional(z.string()), version: z.int() }),
  ),
})

async function forgetSettings(url: string) {
  const headers = { origin: url, 'content-type': 'application/json' }
  const read = async (path: string) =>
    storedItems.parse(await (await fetch(url + path)).json()).items
  const settings = await read('/api/preferences')
  if (settings.length > 0) {
    const items = settings.map(({ key }) => ({ key, value: null }))
    await fetch(`${url}/api/preferences`, {
      method: 'PUT',
      headers,
      body: JSON.stringify({ items }),
    })
  }
  const views = '/api/sources/main/views'
  for (const { id, version } of await read(views))
    await fetch(`${url}${views}/${id}?version=${version}`, { method: 'DELETE', headers })
}

interface LayoutShift extends PerformanceEntry {
  value: number
  hadRecentInput: boolean
  /** Milliseconds since the page was opened; 0 if nothing was pressed or typed. */
  lastInputTime: number
  sources: { node: Node | null; previousRect: DOMRect; currentRect: DOMRect }[]
}

declare global {
  interface Window {
    axe: typeof axe
    reportLayoutShift: (value: number, nodes: string[]) => void
  }
}

/**
 * Reports what moves by itself, which is not an answer to something just pressed or typed. Chromium calls
 * half a second recent; here it lasts until what was asked for by it is answered and drawn, which takes
 * longer on a busy machine.
 */
function observeLayoutShifts() {
  performance.setResourceTimingBufferSize(5000)
  const isAnswer = ({ hadRecentInput, lastInputTime, startTime }: LayoutShift) => {
    let recent = lastInputTime
    for (const entry of performance.getEntriesByType('resource'))
      if (entry.startTime >= lastInputTime && entry.startTime < recent + 500)
        recent = Math.max(recent, entry.startTime + entry.duration)
    return hadRecentInput || (lastInputTime > 0 && startTime < recent + 1000)
  }
  const isShift = (entry: PerformanceEntry): entry is LayoutShift => 'hadRecentInput' in entry
  const textOf = (node: Node | null) =>
    node instanceof Element ? node.outerHTML.slice(0, 160) : (node?.textContent ?? '')
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries().filter(isShift)) {
      if (isAnswer(entry)) continue
      const nodes = entry.sources.map(({ node, previousRect: from, currentRect: to }) =>
        [`${from.x},${from.y} → ${to.x},${to.y}`, textOf(node)].join(' '),
      )
      window.reportLayoutShift(entry.value, nodes)
    }
  }).observe({ type: 'layout-shift', buffered: true })
}

const afterPaint = () =>
  new Promise<void>((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)))
  })

/**
 * Fails the test at its end if the browser's console has an error, a warning or a policy violation,
 * or if something on the page moved by itself. A test that causes a failure specifies the expected
 * message.
 */
export const consoleTest = test.extend<{
  expectedMessage: RegExp | undefined
  hasStableLayout: boolean
}>({
  expectedMessage: [undefined, { option: true }],
  /** False for journeys that change the window or the styles themselves. */
  hasStableLayout: [true, { option: true }],
  page: async ({ page, expectedMessage, hasStableLayout }, use) => {
    const shifts: { value: number; nodes: string[] }[] = []
    await page.exposeFunction('reportLayoutShift', (value: number, nodes: string[]) => {
      shifts.push({ value, nodes })
    })
    await page.addInitScript(observeLayoutShifts)
    const messages: string[] = []
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) messages.push(message.text())
    })
    page.on('pageerror', (error) => messages.push(error.message))
    await use(page)
    // What has moved last is reported after it was painted.
    if (!page.isClosed()) await page.evaluate(afterPaint)
    expect(messages.filter((text) => !expectedMessage?.test(text))).toEqual([])
    if (hasStableLayout) expect(shifts).toEqual([])
  },
})

type AccessCheck = {
  /** Selector of what has opened over a page that is checked without it. */
  within?: string
}

/**
 * Fails if axe finds a violation; in a long list only the first rows are checked. The page is
 * checked in its theme, and the contrast of its colors, which is all that depends on the theme, in
 * the other one as well.
 */
export async function expectAccessible(page: Page, { within = 'html' }: AccessCheck = {}) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  expect(await page.evaluate(findViolations, within)).toEqual([])
}

/** Runs in the page. Only what fails is described in full: the rest takes most of the time. */
async function findViolations(within: string) {
  const check = async (options: axe.RunOptions) => {
    const what = { include: [[within]], exclude: [['tbody > tr:nth-child(n + 9)']] }
    const { violations } = await window.axe.run(what, { resultTypes: ['violations'], ...options })
    return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])
  }
  const { dataset } = document.documentElement
  const own = dataset['theme']
  const found = await check({ preload: false })
  dataset['theme'] = own === 'dark' ? 'light' : 'dark'
  const inOther = await check({ preload: false, runOnly: ['color-contrast'] })
  dataset['theme'] = own
  return [...found, ...inOther]
}

/** Opens the list of a select or combobox and selects an option by its name. */
export async function chooseOption(page: Page, control: string, option: string) {
  await page.getByRole('combobox', { name: control, exact: true }).click()
  const list = page.getByRole('listbox', { name: control, exact: true })
  await list.getByRole('option', { name: option, exact: true }).click()
}

/** Opens the list of a combobox and types a new option, which is created when the list closes. */
export async function typeOption(page: Page, control: string, text: string) {
  await page.getByRole('combobox', { name: control, exact: true }).click()
  const list = page.getByRole('dialog', { name: control, exact: true })
  await list.getByRole('combobox').fill(text)
}

export { expect }
