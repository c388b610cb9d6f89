import { chromium, type Browser, type Page } from '@playwright/test'
import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { chromiumFlags, findChromium } from './chromium.ts'
import { watchLoading } from './page-loading.ts'
import { phone, reviewShots, wide, type Shot } from './review-shots.ts'

/**
 * `npm run screenshots`: takes the screenshots of the documents from the running product. With a
 * folder (`npm run screenshots -- /tmp/screens`), it takes every screen there instead: in both
 * themes and languages, in forced colors, and at four sizes. A third argument selects screens whose
 * names contain it.
 */

const home = join(import.meta.dirname, '../..')
const [reviewFolder, wantedName = ''] = process.argv.slice(2)
const folder = reviewFolder ?? join(home, 'docs/screenshots')

const list = '/main/contacts'

/** Opens the first contact of the list and its leads. */
async function openContact(page: Page) {
  const loading = watchLoading(page)
  await page.locator('tbody tr a').first().click()
  await page.locator('main button[aria-expanded=false]').first().click()
  await page.locator('main button[aria-expanded=true]').first().waitFor()
  await loading.idle()
}

async function openDemo(page: Page) {
  await page.getByRole('button', { name: 'Demo' }).click()
  await page.getByRole('switch').first().waitFor()
}

const documentShots: Shot[] = [
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
try {
  const found = await findChromium(process.env)
  const browser = await chromium.launch({
    executablePath: found.path,
    args: chromiumFlags,
    env: { ...(process.env as Record<string, string>), ...found.env }, // unset variables are absent
  })
  const shots = reviewFolder === undefined ? documentShots : await reviewShots(url)
  for (const shot of shots.filter(({ name }) => name.includes(wantedName)))
    await take(browser, shot)
  await browser.close()
} finally {
  product.kill('SIGINT')
}

async function take(open: Browser, shot: Shot) {
  const {
    name,
    path,
    width,
    height,
    theme,
    locale,
    hasForcedColors = false,
    prepare,
    before,
  } = shot
  const page = await open.newPage({
    viewport: { width, height },
    colorScheme: theme,
    forcedColors: hasForcedColors ? 'active' : 'none',
    locale,
    reducedMotion: 'reduce', // nothing is taken half way in
    hasTouch: width < 640,
  })
  const loading = watchLoading(page)
  await prepare?.(page)
  await page.goto(url + path)
  await page
    .locator(shot.ready ?? 'tbody tr')
    .first()
    .waitFor()
  // parts that are loaded after the rows, such as the Demo button
  await loading.idle()
  await before?.(page)
  const file = join(folder, `${name}.png`)
  await page.screenshot({ path: file })
  await page.close()
  console.log(file)
}
