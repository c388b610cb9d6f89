import type { Page } from '@playwright/test'
import { expectAccessible, expect, consoleTest as test } from './product.ts'

// These tests cause failed responses, each of which the browser logs to the console.
test.use({ hasDemoMenu: true, expectedMessage: /^Failed to load resource/ })

const rows = (page: Page) => page.locator('tbody tr')

async function openMenu(page: Page) {
  await page.getByRole('button', { name: /^(Demo|Демо)/ }).click()
  return page.getByRole('dialog', { name: /^(What can go wrong|Что может пойти не так)$/ })
}

test('an unpaid account is reported, and works again when the faults are off', async ({ page }) => {
  await page.goto('/main/contacts')
  await expect(rows(page)).toHaveCount(50)
  const menu = await openMenu(page)
  await menu.getByRole('switch', { name: 'Unpaid account' }).check()
  await expect(page.getByText(/could not refresh\. The account is not paid/)).toBeVisible()
  await expect(rows(page)).toHaveCount(50)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Demo. Faults on: 1' })).toBeFocused()

  const search = page.getByRole('searchbox')
  await search.fill('Somebody else')
  await expect(page.getByRole('alert')).toContainText('The account is not paid')
  await page.getByRole('link', { name: 'Bots' }).click()
  await expect(rows(page)).toHaveCount(50)
  await page.getByRole('link', { name: 'Legacy' }).click()
  await expect(page.getByRole('alert')).toContainText('The account is not paid')

  await (await openMenu(page)).getByRole('button', { name: 'Turn all faults off' }).click()
  await expect(rows(page)).toHaveCount(50)
  await expect(page.getByRole('alert')).toBeHidden()
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'Main' }).click()
  await page.getByRole('searchbox').fill('Ковалёва')
  await expect(page.getByRole('link', { name: 'Вера Ковалёва' })).toBeVisible()
})

test('starting over asks first, then restores the initial state', async ({ page }) => {
  await page.goto('/main/contacts/new')
  await page.getByLabel('Full name').fill('Somebody new')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Somebody new' })).toBeVisible()
  await page.goto('/main/contacts?search=Somebody')
  await expect(rows(page)).toHaveCount(1)
  const menu = await openMenu(page)
  await menu.getByRole('button', { name: 'Start over…' }).click()
  await expect(menu.getByRole('alertdialog')).toContainText('will be lost')
  await menu.getByRole('button', { name: 'Delete everything and start over' }).click()
  await expect(page).toHaveURL(/\/main\/overview$/, { timeout: 20_000 })
  await page.goto('/main/contacts')
  await expect(rows(page)).toHaveCount(50)
  await page.goto('/main/contacts?search=Somebody')
  await expect(page.getByText(/No matching contacts/)).toBeVisible()
})

test.describe('in Russian, at phone width', () => {
  test.use({ locale: 'ru-RU', viewport: { width: 360, height: 740 } })

  test('the menu is accessible and not wider than the window, with its confirmation', async ({
    page,
  }) => {
    await page.goto('/main/contacts')
    await expect(rows(page)).toHaveCount(50)
    await page.getByRole('button', { name: 'Main: источники и настройки' }).click()
    const button = await page.getByRole('button', { name: 'Демо' }).boundingBox()
    expect((button?.x ?? -1) >= 0 && (button?.x ?? 0) + (button?.width ?? 999) <= 360).toBe(true)
    const menu = await openMenu(page)
    const box = await menu.boundingBox()
    expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 999) <= 360).toBe(true)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
    await menu.getByRole('switch').first().check()
    await expect(menu.getByRole('switch', { checked: true })).toHaveCount(1)
    await expectAccessible(page)
    await menu.getByRole('button', { name: 'Начать сначала…' }).click()
    await expectAccessible(page)
    await page.keyboard.press('Tab')
    await menu.getByRole('button', { name: /^Оставить/ }).click()
    await menu.getByRole('button', { name: /^Отключить все/ }).click()
    await expect(menu.getByRole('switch', { checked: true })).toHaveCount(0)
  })
})
