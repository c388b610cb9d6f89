import type { Page } from '@playwright/test'
import { expectAccessible, expect, consoleTest as test } from './product.ts'

// In Russian, whose words are wider.
test.use({ hasDemoMenu: true, locale: 'ru-RU' })

const states = (page: Page) => page.locator('[data-state]')

async function openCatalogue(page: Page) {
  await page.goto('/catalogue')
  await expectCatalogue(page)
}

async function expectCatalogue(page: Page) {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Каталог элементов')
  // The texts of dates are loaded on their own.
  await expect(page.getByRole('button', { name: /^Открыть календарь/ })).toHaveCount(8)
}

/** Names of the states in which something is outside of the window. */
const overflowing = (page: Page) =>
  states(page).evaluateAll((all) =>
    all
      .filter((state) => {
        const inside = [...state.querySelectorAll('*')].filter((el) => el.checkVisibility())
        return inside.some((el) => {
          const { left, right } = el.getBoundingClientRect()
          const isClipped = el.closest('.chip-list, .overflow-x-auto, .overflow-auto, .sr-only')
          return !isClipped && (right > innerWidth || left < 0)
        })
      })
      .map((state) => state.textContent),
  )

/** How many chips are wider than their list or narrower than their text. */
const cutChips = (page: Page) =>
  page.locator('.chip-list > :not([data-hidden])').evaluateAll(
    (chips) =>
      chips.filter((chip) => {
        const box = chip.parentElement?.getBoundingClientRect()
        const inner = chip.firstElementChild ?? chip
        return (
          chip.getBoundingClientRect().right > (box?.right ?? 0) + 1 ||
          inner.scrollWidth > inner.clientWidth + 1
        )
      }).length,
  )

test('the demo menu leads to it; every part is accessible, also while it is open', async ({
  page,
}) => {
  await page.goto('/main/contacts')
  await page.getByRole('button', { name: 'Демо' }).click()
  await page.getByRole('link', { name: 'Открыть каталог элементов' }).click()
  await expect(page).toHaveURL(/\/catalogue$/)
  await expectCatalogue(page)
  // Chips are whole, with the number of others.
  await expect(
    page
      .locator('.chip-list')
      .nth(1)
      .getByText(/^\+\d$/),
  ).toBeVisible()
  expect(await cutChips(page)).toBe(0)
  await expectAccessible(page)
  const within = '[role=dialog], dialog'

  const openers = page.getByRole('button', { name: /^Открыть календарь/ })
  // The calendar is loaded for the first one and not for the second.
  for (const opener of [openers.first(), openers.nth(6)]) {
    await opener.focus()
    await page.keyboard.press('Enter')
    await expect(page.locator('[role=grid] :focus')).toBeVisible()
    await expectAccessible(page, { within })
    await page.keyboard.press('Escape')
    await expect(opener).toBeFocused()
  }

  for (const layer of ['Диалог', 'Боковая панель']) {
    const opener = page.getByRole('button', { name: layer, exact: true })
    await opener.click()
    await expect(page.getByRole('dialog', { name: layer, exact: true })).toBeVisible()
    await expectAccessible(page, { within })
    await page.goBack()
    await expect(page.getByRole('dialog')).toBeHidden()
    await expect(opener).toBeFocused()
  }

  await page.getByRole('button', { name: 'Показать', exact: true }).last().click()
  const undo = page.getByRole('button', { name: 'Отменить', exact: true })
  await expect(undo).toBeVisible()
  await undo.focus()
  await expectAccessible(page)
})

test.describe('at phone width', () => {
  test.use({ viewport: { width: 375, height: 812 }, hasTouch: true })

  test('every part is visible and nothing overflows', async ({ page }) => {
    await openCatalogue(page)
    const all = await states(page).all()
    expect(all.length).toBeGreaterThan(35)
    for (const state of all) await expect(state).toBeVisible()
    expect(await overflowing(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375)

    await page.getByRole('button', { name: 'Боковая панель', exact: true }).click()
    const drawer = page.getByRole('dialog')
    await expect
      .poll(async () => {
        const box = await drawer.boundingBox()
        return box && [box.x, box.width, Math.round(box.y + box.height)]
      })
      .toEqual([0, 375, 812])
  })
})
