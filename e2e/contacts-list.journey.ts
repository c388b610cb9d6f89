import type { Page } from '@playwright/test'
import { contactPage } from '#contract/api/contacts.ts'
import { appearances, expectAccessible, expect, consoleTest as test } from './product.ts'

const table = (page: Page) => page.getByRole('table', { name: 'Contacts' })
const rows = (page: Page) => table(page).locator('tbody tr')
const heads = (page: Page) =>
  table(page)
    .getByRole('columnheader')
    .evaluateAll((all) => all.map((head) => head.getAttribute('aria-label')).slice(1, -1))

test('a filtered list is shared by its URL', async ({ page, browser }) => {
  await page.goto('/main/contacts')
  await expect(rows(page)).toHaveCount(50)
  await page.getByRole('button', { name: 'Filter' }).click()
  await page.getByRole('button', { name: 'Responsible', exact: true }).click()
  await page.getByRole('dialog').getByRole('checkbox').nth(1).check()
  const name = await page.getByRole('dialog').locator('label').first().innerText()
  await page.getByRole('button', { name: 'Apply' }).click()
  const chip = page.getByRole('button', { name: /^Responsible: / })
  await expect(chip).toBeVisible()
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  await expect(page.getByRole('textbox', { name: 'Find' })).toBeFocused()
  await page.keyboard.type('тариф')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').getByRole('checkbox').first().check()
  await page.getByRole('button', { name: 'Apply' }).click()
  await expect(page.getByRole('button', { name: /^Тариф: / })).toBeVisible()
  await expect(page.locator('.progress-bar')).toHaveCount(0)
  const shown = await rows(page).locator('[data-open]').allInnerTexts()
  expect(shown.length).toBeGreaterThan(0)
  expect(name).not.toBe('')

  const other = await browser.newPage()
  await other.goto(page.url())
  await expect(other.getByRole('button', { name: /^Responsible: / })).toHaveText(
    await chip.innerText(),
  )
  await expect(rows(other).locator('[data-open]')).toHaveText(shown)
  const { origin, pathname, search } = new URL(other.url())
  const response = contactPage.parse(
    await (await other.request.get(`${origin}/api/sources${pathname}${search}`)).json(),
  )
  expect(response.filterApplied).toBe(true)
  expect(response.items.map(({ name: whole }) => whole)).toEqual(shown)
  await other.close()
})

test('the column headers stay visible while scrolling', async ({ page }) => {
  await page.goto('/main/contacts')
  await rows(page).nth(40).scrollIntoViewIfNeeded()
  await expect(rows(page).first()).not.toBeInViewport()
  await expect(page.getByRole('columnheader', { name: 'Name' })).toBeInViewport({ ratio: 1 })
})

test('columns are set up by keyboard alone, and are remembered', async ({ page }) => {
  await page.goto('/main/contacts')
  await expect(rows(page)).toHaveCount(50)
  const focusedName = () =>
    page.evaluate(() => {
      const focused = document.activeElement
      const label = focused?.closest('label')
      return focused?.getAttribute('aria-label') ?? (label ?? focused)?.textContent?.trim() ?? ''
    })
  const tabTo = async (name: string) => {
    for (let stop = 0; stop < 120; stop++) {
      await page.keyboard.press('Tab')
      if ((await focusedName()) === name) return
    }
    throw new Error(`"${name}" cannot be reached`)
  }
  await tabTo('Columns')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('list', { name: 'Hidden' })).toContainText('Тариф')
  await tabTo('Email')
  await page.keyboard.press('Space')
  await expect.poll(() => heads(page)).not.toContain('Email')
  await tabTo('Тариф')
  await page.keyboard.press('Space')
  await expect.poll(() => heads(page)).toContain('Тариф')
  await page.keyboard.press('Escape')
  expect(await focusedName()).toBe('Columns')
  await page.keyboard.press('Enter')
  await tabTo('Move “Тариф” earlier')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await expect
    .poll(() => heads(page))
    .toEqual(['Name', 'Phone', 'Company', 'Responsible', 'Tags', 'Тариф', 'Created', 'Updated'])
  await page.keyboard.press('Escape')
  await tabTo('Width of “Name”')
  const width = () =>
    table(page)
      .getByRole('columnheader', { name: 'Name' })
      .evaluate((head) => head.getBoundingClientRect().width)
  const before = await width()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect.poll(width).toBeCloseTo(before + 32, 0)
  const set = await heads(page)
  await page.goto('/main/contacts')
  await expect.poll(() => heads(page)).toEqual(set)
  await expect(page).toHaveURL(/columns=/)
})

test('columns are moved and resized by pointer', async ({ page }) => {
  await page.goto('/main/contacts')
  await expect(rows(page)).toHaveCount(50)
  await expect(table(page).getByRole('separator')).toHaveCount(8) // loaded after the rows
  const boxOf = async (name: string) =>
    (await table(page).getByRole('columnheader', { name }).boundingBox())!
  const tags = await boxOf('Tags')
  const company = await boxOf('Company')
  await page.mouse.move(tags.x + 30, tags.y + 12)
  await page.mouse.down()
  await page.mouse.move(company.x + 40, company.y + 12, { steps: 5 })
  await page.mouse.up()
  await expect
    .poll(() => heads(page))
    .toEqual(['Name', 'Phone', 'Email', 'Tags', 'Company', 'Responsible', 'Created', 'Updated'])
  const phone = await boxOf('Phone')
  await page.mouse.move(phone.x + phone.width - 3, phone.y + 12)
  await page.mouse.down()
  await page.mouse.move(phone.x + phone.width + 57, phone.y + 12, { steps: 5 })
  await page.mouse.up()
  await expect.poll(async () => (await boxOf('Phone')).width).toBeCloseTo(phone.width + 60, 0)
  await expect(page).toHaveURL(/sort=|columns=/)
  await expect(page).not.toHaveURL(/sort=/)
})

test('a selection spans pages, grows to all matching, and is exact', async ({ page }) => {
  await page.goto('/main/contacts?search=иван&sort=id')
  await expect(rows(page).first()).toContainText(/иван|ivan/i)
  await rows(page).nth(0).getByRole('checkbox').check()
  await rows(page)
    .nth(4)
    .getByRole('checkbox')
    .click({ modifiers: ['Shift'] })
  await expect(page.getByText('5 contacts selected')).toBeVisible()
  await page.getByRole('button', { name: 'Next page' }).click()
  await expect(page.getByText('5 not on this page')).toBeVisible()
  await page.getByRole('checkbox', { name: 'Select all on this page' }).check()
  await page.getByRole('button', { name: 'Select all matching' }).click()
  await expect(page.getByText(/all matching/)).toBeVisible()
  await expect(page.getByText(/\d contacts selected · all matching/)).toBeVisible()
  const selected = await page.getByText(/\d contacts selected · all matching/).innerText()
  const ids = new Set<number>()
  for (let number = 1; ; number++) {
    const path = `/api/sources/main/contacts?search=иван&sort=id&size=250&page=${number}`
    const response = contactPage.parse(await (await page.request.get(path)).json())
    for (const { id } of response.items) ids.add(id)
    if (!response.hasNext) break
  }
  expect(selected.replaceAll(/\D+·.*|\D/g, '')).toBe(String(ids.size))
  await rows(page).first().locator('[data-open]').click()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.goBack()
  await expect(page.getByText(selected.split(' · ')[0]!)).toBeVisible()
})

test('a contact opens beside the list, which stays usable', async ({ page }) => {
  await page.goto('/main/contacts')
  await rows(page).nth(2).locator('[data-open]').focus()
  await page.keyboard.press('Space')
  const panel = page.getByRole('complementary', { name: 'Contact panel' })
  await expect(panel.getByRole('heading', { level: 2 }).first()).toBeFocused()
  const name = await rows(page).nth(2).locator('[data-open]').innerText()
  await expect(panel.getByRole('heading', { level: 2 }).first()).toHaveText(name)
  await page.getByRole('button', { name: 'Next page' }).click()
  await expect(page.getByText('Page 2 ·')).toBeVisible()
  await expect(panel).toBeVisible()
})

for (const { colorScheme, locale } of appearances)
  test.describe(`in ${colorScheme}, ${locale}`, () => {
    test.use({ colorScheme, locale })

    test('filters, columns, views, a selection, a menu and the panel have no axe violations', async ({
      page,
    }) => {
      const clean = async (within: string) => await expectAccessible(page, { within })
      await page.goto('/main/contacts?created=last30&columns=name*,phone:180*,email,tags,f4400101')
      const shown = page.locator('tbody tr')
      await expect(shown).toHaveCount(50)
      await expectAccessible(page)
      const [filter, views, columns] = ['#add-filter', 'bookmark', 'columns-3']
      await page.locator(filter!).click()
      await expect(page.getByRole('dialog').locator('li button').nth(9)).toBeVisible()
      await clean('[role=dialog]')
      await page.keyboard.press('Escape')
      for (const icon of [views, columns]) {
        await page.locator(`button:has(.lucide-${icon})`).click()
        await expect(page.getByRole('dialog').locator('button').first()).toBeVisible()
        await clean('[role=dialog]')
        await page.keyboard.press('Escape')
      }
      await page.locator('thead input').check()
      await shown.nth(1).hover() // its button is shown then
      await shown.nth(1).locator('.contacts-actions').click()
      await expect(page.getByRole('menuitem').first()).toBeFocused()
      await clean('[role=menu]')
      await clean('.contacts-selection')
      await page.keyboard.press('Enter')
      await expect(page.locator('aside dl').first()).toBeVisible()
      await clean('aside')
    })
  })

test.describe('at phone width', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true })

  test('cards have the same actions, and nothing scrolls sideways', async ({ page }) => {
    const overflow = () =>
      page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    await page.goto('/main/contacts')
    await expect(rows(page)).toHaveCount(50)
    await page.getByRole('button', { name: 'Filter' }).tap()
    await expect(page.getByRole('dialog')).toBeInViewport({ ratio: 1 })
    await page.getByRole('button', { name: 'Created', exact: true }).tap()
    await page.getByRole('button', { name: 'Last 30 days' }).tap()
    await expect(page.getByRole('button', { name: 'Created: Last 30 days' })).toBeVisible()
    expect(await overflow()).toBe(0)
    await page.getByRole('button', { name: 'Actions', exact: true }).tap()
    await page.getByRole('button', { name: 'Columns' }).tap()
    await expect(page.getByRole('dialog', { name: 'Columns' })).toBeInViewport({ ratio: 1 })
    expect(await overflow()).toBe(0)
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await rows(page).nth(1).getByRole('checkbox').tap()
    await expect(page.getByText('1 contact selected')).toBeVisible()
    expect(await overflow()).toBe(0)
    const panel = page.getByRole('dialog', { name: 'Contact panel' })
    const search = page.getByRole('searchbox', { includeHidden: true })
    const isCovered = () => search.evaluate((box) => box.closest('[inert]') !== null)
    for (const close of [
      () => page.goBack(),
      () => page.keyboard.press('Escape'),
      () => page.touchscreen.tap(180, 20),
      () => panel.getByRole('button', { name: 'Close' }).tap(),
    ]) {
      await rows(page)
        .nth(1)
        .getByRole('button', { name: /^Actions for/ })
        .tap()
      await page.getByRole('menuitem', { name: 'Open in side panel' }).tap()
      await expect(panel.getByRole('heading', { level: 2 }).first()).toBeFocused()
      expect(await overflow()).toBe(0)
      expect(await isCovered()).toBe(true)
      await close()
      await expect(panel).toBeHidden()
      await expect(rows(page)).toHaveCount(50)
      await expect(rows(page).nth(1).locator('[data-open]')).toBeFocused()
      expect(await isCovered()).toBe(false)
    }
  })
})
