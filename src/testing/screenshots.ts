import { chromium, type Browser, type Page } from '@playwright/test'
import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { chromiumFlags, findChromium } from './chromium.ts'

/** `npm run screenshots`: takes the screenshots of the README from the running product. */

const home = join(import.meta.dirname, '../..')
const folder = join(home, 'docs/screenshots')

type Shot = {
  name: string
  path: string
  width: number
  height: number
  theme: 'light' | 'dark'
  locale: 'en-US' | 'ru-RU'
  /** Actions before the screenshot. */
  before?: (page: Page) => Promise<void>
}

const wide = { width: 1440, height: 900 }
const phone = { width: 375, height: 812 }
const list = '/main/contacts'

/** Opens the first contact of the list and its leads. */
async function openContact(page: Page) {
  await page.locator('tbody tr a').first().click()
  await page.locator('main button[aria-expanded=false]').first().click()
  await page.locator('main .shimmer').waitFor()
  await page.locator('main .shimmer').waitFor({ state: 'detached' })
}

async function openDemo(page: Page) {
  await page.getByRole('button', { name: 'Demo' }).click()
  await page.getByRole('switch').first().waitFor()
}

const shots: Shot[] = [
  { name: 'contacts', path: list, ...wide, theme: 'light', locale: 'en-US' },
  { name: 'contacts-dark-ru', path: list, ...wide, theme: 'dark', locale: 'ru-RU' },
  {
    name: 'contact',
    path: list,
    ...wide,
    theme: 'light',
    locale: 'en-US',
    before: openContact,
  },
  { name: 'overview', path: '/main/overview', ...wide, theme: 'dark', locale: 'en-US' },
  {
    name: 'demo',
    path: '/main/overview',
    ...wide,
    theme: 'light',
    locale: 'en-US',
    before: openDemo,
  },
  { name: 'contacts-phone-ru', path: list, ...phone, theme: 'light', locale: 'ru-RU' },
]

mkdirSync(folder, { recursive: true })
const product = spawn(process.execPath, [join(home, 'src/start.ts')], {
  stdio: ['ignore', 'pipe', 'inherit'],
  env: { ...process.env, PORT: '0', MOCK_PORT: '0', KARTOTEKA_CONFIG: '' },
})
const url = await new Promise<string>((resolve, reject) => {
  createInterface(product.stdout).on('line', (line) => {
    const address = /ready: (\S+)/.exec(line)?.[1]
    if (address) resolve(address)
  })
  product.on('exit', (code) => reject(new Error(`The product did not start (${code})`)))
})
const found = await findChromium(process.env)
const browser = await chromium.launch({
  executablePath: found.path,
  args: chromiumFlags,
  env: { ...(process.env as Record<string, string>), ...found.env }, // unset variables are absent
})
for (const shot of shots) await take(browser, shot)
await browser.close()
product.kill('SIGINT')

async function take(open: Browser, { name, path, width, height, theme, locale, before }: Shot) {
  const page = await open.newPage({ viewport: { width, height }, colorScheme: theme, locale })
  await page.goto(url + path)
  await page.locator('tbody tr').first().waitFor()
  // parts that are loaded after the rows, such as the Demo button
  await page.waitForLoadState('networkidle')
  await before?.(page)
  const file = join(folder, `${name}.png`)
  await page.screenshot({ path: file })
  await page.close()
  console.log(file)
}
