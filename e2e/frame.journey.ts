import type { Page } from '@playwright/test'
import { expect, consoleTest as test } from './product.ts'

const rowsOf = (page: Page) => page.locator('tbody tr')

async function openList(page: Page) {
  await page.goto('/main/contacts')
  await expect(rowsOf(page)).toHaveCount(50)
}

/** How many rows are completely visible, and where the first one begins. */
const shownRows = (page: Page) =>
  page.evaluate(() => {
    const box = document.querySelector('.contacts-scroller')!.getBoundingClientRect()
    const bottom = Math.min(box.bottom, innerHeight)
    const rows = [...document.querySelectorAll('tbody tr')].map((row) =>
      row.getBoundingClientRect(),
    )
    return { first: rows[0]!.top, count: rows.filter((row) => row.bottom <= bottom).length }
  })

test('tabs of views leave room for 22 rows, and nothing moves when they come', async ({
  page,
  product,
}) => {
  const url = `${product.url}/api/sources/main/views`
  for (let number = 1; number <= 12; number++) {
    const data = {
      key: `tabs ${number}`,
      name: `View number ${number}`,
      search: `search=${number}`,
    }
    expect((await page.request.post(url, { headers: { origin: product.url }, data })).ok()).toBe(
      true,
    )
  }
  await openList(page)
  const tabs = page.getByRole('toolbar', { name: 'Views' })
  await expect(tabs.getByRole('link', { name: 'View number 1' })).toBeVisible()
  await expect(tabs.getByRole('link', { name: 'View number 12' })).toBeHidden()
  const line = await page.locator('.views-line').boundingBox()
  expect(line?.height).toBeLessThanOrEqual(36)
  expect((await shownRows(page)).count).toBeGreaterThanOrEqual(22)
  // One that is beyond the end comes to the front when it is opened.
  await page.getByRole('button', { name: 'Views' }).click()
  await page
    .getByRole('dialog', { name: 'Views' })
    .getByRole('link', { name: 'View number 12' })
    .click()
  await expect(tabs.getByRole('link', { name: 'View number 12' })).toBeVisible()
})

test('22 rows fit on a screen, and a phone is grouped, and copied as it is', async ({ page }) => {
  await openList(page)
  expect((await shownRows(page)).count).toBeGreaterThanOrEqual(22) // 900 pixels high
  const phone = page.locator('tbody a[href^="tel:+7"]').first()
  const text = (await phone.textContent()) ?? ''
  const stored = (await phone.getAttribute('href'))?.replace('tel:', '')
  expect(text).toMatch(/^\+7 \d{3} \d{3}-\d\d-\d\d$/)
  expect(text.replaceAll(/[ -]/g, '')).toBe(stored)
  const copied = () =>
    phone.evaluate((link) => {
      document.getSelection()?.selectAllChildren(link)
      const data = new DataTransfer()
      link.dispatchEvent(
        new ClipboardEvent('copy', { clipboardData: data, bubbles: true, cancelable: true }),
      )
      return data.getData('text/plain')
    })
  await expect.poll(copied).toBe(stored) // once the tools of the frame are loaded
})

test('all pages begin at the same left edge', async ({ page }) => {
  await openList(page)
  const edge = (await page.locator('.contacts-box').boundingBox())?.x
  expect(edge).toBeGreaterThan(0)
  for (const path of [
    '/main/overview',
    '/main/jobs',
    '/main/chats',
    '/main/contacts/new',
    '/main/contacts/batch',
    '/main/companies/1900001',
    '/sources',
  ]) {
    await page.goto(path)
    const heading = page.getByRole('heading', { level: 1 })
    // A heading is replaced when its page has been loaded.
    await expect.poll(async () => (await heading.boundingBox())?.x, path).toBe(edge)
  }
})

test('the navigation folds to its icons, and stays so', async ({ page }) => {
  await openList(page)
  const sections = page.getByRole('navigation', { name: 'Sections' })
  const width = async () => (await sections.boundingBox())?.width
  const before = await width()
  await page.getByRole('button', { name: 'Collapse menu' }).click()
  await expect.poll(width).toBeLessThan(60)
  await page.reload()
  await expect(rowsOf(page)).toHaveCount(50)
  expect(await width()).toBeLessThan(60)
  await expect(sections.getByRole('link', { name: 'Chats' })).toBeVisible()
  await page.getByRole('button', { name: 'Expand menu' }).click()
  await expect.poll(width).toBe(before)
})

test.describe('a font that comes late', () => {
  // Its letters are not as wide as those before: what is beside a text moves by some pixels.
  test.use({ hasStableLayout: false })

  test('text is set in the font of the page, and nothing moves when it arrives', async ({
    page,
  }) => {
    const held: (() => void)[] = []
    let isHeld = true
    const asked = new Set<string>()
    await page.route('**/*.woff2', async (route) => {
      asked.add(route.request().url())
      if (isHeld) await new Promise<void>((resolve) => held.push(resolve))
      await route.continue()
    })
    await page.goto('/main/contacts', { waitUntil: 'commit' }) // "load" waits for preloaded fonts
    await expect(rowsOf(page)).toHaveCount(50)
    const frame = () =>
      page.evaluate(() =>
        ['header', 'nav', 'thead', 'tbody tr', '[role=search]', '#add-filter'].map((selector) => {
          const { x, y, height } = document.querySelector(selector)!.getBoundingClientRect()
          return [selector, x, y, height]
        }),
      )
    const before = await frame()
    isHeld = false
    for (const release of held) release()
    const isLoaded = () =>
      page.evaluate(() =>
        [...document.fonts].filter(
          ({ family, status }) => family.includes('Inter') && status === 'loaded',
        ),
      )
    await expect.poll(async () => (await isLoaded()).length).toBe(2)
    expect(await frame()).toEqual(before)
    expect(asked.size).toBe(2)
  })
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 375, height: 812 }, locale: 'ru-RU' })

  test('one bar is above the rows, and targets have 44 pixels', async ({ page }) => {
    await openList(page)
    const targets = page.locator(
      'header a, header button, [role=search] input, #add-filter, #list-tools, #paging button, .app-section',
    )
    const heights = () =>
      targets.evaluateAll((elements) =>
        elements
          .filter((element) => element.checkVisibility())
          .map((element) => [
            element.outerHTML.slice(0, 120),
            element.getBoundingClientRect().height,
          ]),
      )
    // until the tools of the frame are loaded
    await expect
      .poll(async () => (await heights()).filter(([, height]) => height !== 44))
      .toEqual([])
    expect((await heights()).length).toBeGreaterThan(8)
    expect((await shownRows(page)).first).toBeLessThanOrEqual(80)
  })

  test('the other sources, and what is needed less often, are in sheets', async ({ page }) => {
    await openList(page)
    const more = page.getByRole('button', { name: 'Main: источники и настройки' })
    const bots = page.getByRole('link', { name: /^Bots/ })
    await expect(bots).toBeHidden()
    await more.click()
    await expect(page.getByRole('link', { name: /^Main/ })).toBeFocused()
    await expect(page.getByRole('button', { name: 'English' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(bots).toBeHidden()
    await expect(more).toBeFocused()
    await more.click()
    await bots.click()
    await expect(page).toHaveURL(/\/bots\/contacts/)
    await expect(bots).toBeHidden()
    await expect(page.getByRole('button', { name: /^Bots: источники/ })).toBeVisible()
    await page.getByRole('button', { name: 'Действия', exact: true }).click()
    const sheet = page.getByRole('dialog', { name: 'Действия' })
    // A press beside a sheet closes it, and nothing else.
    const row = await rowsOf(page).first().locator('[data-open]').boundingBox()
    await page.mouse.click(row!.x + 5, row!.y + 5)
    await expect(sheet).toBeHidden()
    await expect(page).toHaveURL(/\/bots\/contacts$/)
    await page.getByRole('button', { name: 'Действия', exact: true }).click()
    await sheet.getByRole('button', { name: 'Столбцы' }).click()
    await expect(page.getByRole('dialog', { name: 'Столбцы' })).toBeInViewport({ ratio: 1 })
    await page.keyboard.press('Escape')
    await sheet.getByRole('button', { name: 'Выгрузить' }).click()
    await expect(page.getByRole('dialog', { name: /^Выгрузить/ })).toBeVisible()
  })
})

for (const [name, width, height] of [
  ['on a phone held sideways', 812, 375],
  ['at 400 % zoom', 360, 225],
] as const)
  test.describe(name, () => {
    test.use({ viewport: { width, height }, locale: 'ru-RU' })

    test('rows are shown, and nothing fixed takes a third of the height', async ({ page }) => {
      await openList(page)
      expect((await shownRows(page)).count).toBeGreaterThanOrEqual(1)
      await rowsOf(page).nth(1).getByRole('checkbox').check()
      await expect(page.getByText('Выбран 1 контакт')).toBeVisible()
      for (const row of [rowsOf(page).first(), rowsOf(page).nth(30)]) {
        await row.scrollIntoViewIfNeeded()
        const fixed = await page.evaluate(() =>
          [...document.querySelectorAll('body *')]
            .filter((el) => el.checkVisibility({ visibilityProperty: true }))
            .filter((el) => getComputedStyle(el).position === 'fixed')
            .map((el) => el.getBoundingClientRect().height / innerHeight),
        )
        expect(Math.max(0, ...fixed)).toBeLessThanOrEqual(0.34)
      }
      const across = await page.evaluate(() => document.documentElement.scrollWidth)
      expect(across).toBeLessThanOrEqual(width)
    })
  })
