import type { Page } from '@playwright/test'
import { appearances, expectAccessible, expect, consoleTest as test } from './product.ts'

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

test('nothing waits for a rate limit after the faults are switched off', async ({ page }) => {
  await page.goto('/main/contacts')
  await expect(rows(page)).toHaveCount(50)
  const menu = await openMenu(page)
  await menu.getByRole('switch', { name: 'Too many requests' }).check()
  await expect(page.getByText(/could not refresh/)).toBeVisible()
  await menu.getByRole('button', { name: 'Turn all faults off' }).click()
  await expect(page.getByText(/could not refresh/)).toBeHidden({ timeout: 5000 })
})

test('a concurrent edit is not overwritten', async ({ page }) => {
  await page.goto('/main/contacts')
  await expect(rows(page)).toHaveCount(50)
  const menu = await openMenu(page)
  await menu.getByRole('switch', { name: 'Concurrent edit' }).check()
  await expect(page.getByRole('button', { name: 'Demo. Faults on: 1' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'Вера Ковалёва' }).click()
  await page.getByRole('link', { name: 'Edit' }).click()
  await page.getByLabel('Position').fill('Моё')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('Изменено другим, 2').first()).toBeVisible()
  await expect(page.getByLabel('Position')).toHaveValue('Моё')
  await (await openMenu(page)).getByRole('button', { name: 'Turn all faults off' }).click()
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

for (const { colorScheme, locale } of appearances)
  test.describe(`in ${colorScheme}, ${locale}`, () => {
    test.use({ colorScheme, locale })

    test('the menu has no axe violations, with a fault on and with its confirmation', async ({
      page,
    }) => {
      await page.goto('/main/contacts')
      await expect(rows(page)).toHaveCount(50)
      const menu = await openMenu(page)
      await menu.getByRole('switch').first().check()
      await expect(page.getByRole('button', { name: /: 1$/ })).toBeVisible()
      await expectAccessible(page)
      await menu.getByRole('button', { name: /^(Start over|Начать сначала)…$/ }).click()
      await expectAccessible(page)
      await page.keyboard.press('Tab')
      await menu.getByRole('button', { name: /^(Cancel|Оставить)/ }).click()
      await menu.getByRole('button', { name: /^(Turn all faults off|Отключить все)/ }).click()
      await expect(page.getByRole('button', { name: /^(Demo|Демо)$/ })).toBeVisible()
    })
  })

test.describe('at phone width', () => {
  test.use({ viewport: { width: 360, height: 740 } })

  test('the menu is not wider than the window, and the button is in it', async ({ page }) => {
    await page.goto('/main/contacts')
    await expect(rows(page)).toHaveCount(50)
    await page.getByRole('button', { name: 'Main: sources and settings' }).click()
    const button = await page.getByRole('button', { name: 'Demo' }).boundingBox()
    expect((button?.x ?? -1) >= 0 && (button?.x ?? 0) + (button?.width ?? 999) <= 360).toBe(true)
    const box = await (await openMenu(page)).boundingBox()
    expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 999) <= 360).toBe(true)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
  })
})
