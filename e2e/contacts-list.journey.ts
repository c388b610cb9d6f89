import type { Page } from '@playwright/test'
import { expectAccessible, expect, consoleTest as test } from './product.ts'

const table = (page: Page) => page.getByRole('table', { name: 'Contacts' })
const rows = (page: Page) => table(page).locator('tbody tr')
const heads = (page: Page) =>
  table(page)
    .getByRole('columnheader')
    .evaluateAll((all) => all.map((head) => head.getAttribute('aria-label')).slice(1, -1))

test('columns are moved and resized by pointer, and their headers stay visible', async ({
  page,
}) => {
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
  await rows(page).nth(40).scrollIntoViewIfNeeded()
  await expect(rows(page).first()).not.toBeInViewport()
  await expect(page.getByRole('columnheader', { name: 'Name' })).toBeInViewport({ ratio: 1 })
})

test.describe('in Russian', () => {
  test.use({ locale: 'ru-RU' })

  test('filters, columns, views, a selection, a menu and the panel have no axe violations', async ({
    page,
  }) => {
    const clean = async (within: string) => await expectAccessible(page, { within })
    await page.goto('/main/contacts?created=last30&columns=name*,phone:180*,email,tags,f4400101')
    const shown = page.locator('tbody tr')
    await expect(shown).toHaveCount(50)
    await expectAccessible(page)
    const [filter, views, columns] = ['#add-filter', '#views', '#columns']
    await page.locator(filter!).click()
    await expect(page.getByRole('dialog').locator('li button').nth(9)).toBeVisible()
    await clean('[role=dialog]')
    await page.keyboard.press('Escape')
    for (const button of [views, columns]) {
      await page.locator(button!).click()
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
    await expect(page.locator('[role=complementary] dl').first()).toBeVisible()
    await clean('[role=complementary]')
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
