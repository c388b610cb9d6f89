import type { Page } from '@playwright/test'
import { appearances, expectAccessible, expect, consoleTest as test } from './product.ts'

test.use({ hasDemoMenu: true })

const states = (page: Page) => page.locator('[data-state]')

async function openCatalogue(page: Page) {
  await page.goto('/catalogue')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    /^(Catalogue of parts|Каталог элементов)$/,
  )
  // The texts of dates are loaded on their own.
  await expect(
    page.getByRole('button', { name: /^(Open calendar|Открыть календарь)/ }),
  ).toHaveCount(8)
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

test('the demo menu leads to the catalogue', async ({ page }) => {
  await page.goto('/main/contacts')
  await page.getByRole('button', { name: 'Demo' }).click()
  await page.getByRole('link', { name: 'Open the catalogue of parts' }).click()
  await expect(page).toHaveURL(/\/catalogue$/)
  await expect(page.getByRole('heading', { level: 1, name: 'Catalogue of parts' })).toBeVisible()
})

const checked = [
  ...appearances.map((appearance) => ({ ...appearance, forcedColors: 'none' as const })),
  { ...appearances[0], forcedColors: 'active' as const },
]
for (const { colorScheme, locale, forcedColors } of checked)
  test.describe(`in ${colorScheme}, ${locale}, forced colors: ${forcedColors}`, () => {
    test.use({ colorScheme, locale })

    test('every part is accessible, also while it is open', async ({ page }) => {
      const hasForcedColors = forcedColors === 'active'
      await page.emulateMedia({ forcedColors, colorScheme })
      await openCatalogue(page)
      await expectAccessible(page, { hasForcedColors })
      const within = '[role=dialog], dialog'

      const calendar = page.getByRole('button', { name: /^(Open calendar|Открыть календарь)/ })
      await calendar.first().click()
      await expect(page.getByRole('grid')).toBeVisible()
      await expectAccessible(page, { hasForcedColors, within })
      await page.keyboard.press('Escape')
      await expect(calendar.first()).toBeFocused()
      await calendar.nth(6).click()
      await expect(page.getByRole('grid')).toBeVisible()
      await expectAccessible(page, { hasForcedColors, within })
      await page.keyboard.press('Escape')

      for (const layer of [/^(Dialog|Диалог)$/, /^(Drawer|Боковая панель)$/]) {
        const opener = page.getByRole('button', { name: layer })
        await opener.click()
        await expect(page.getByRole('dialog', { name: layer })).toBeVisible()
        await expectAccessible(page, { hasForcedColors, within })
        await page.goBack()
        await expect(page.getByRole('dialog')).toBeHidden()
        await expect(opener).toBeFocused()
      }

      await page
        .getByRole('button', { name: /^(Show|Показать)$/ })
        .last()
        .click()
      await expect(page.getByRole('button', { name: /^(Undo|Отменить)$/ })).toBeVisible()
      await page.getByRole('button', { name: /^(Undo|Отменить)$/ }).focus()
      await expectAccessible(page, { hasForcedColors })
    })
  })

test.describe('at phone width', () => {
  test.use({ viewport: { width: 375, height: 812 }, hasTouch: true })

  for (const { colorScheme, locale } of appearances)
    test.describe(locale, () => {
      test.use({ colorScheme, locale })

      test('every part is visible and nothing overflows', async ({ page }) => {
        await openCatalogue(page)
        const all = await states(page).all()
        expect(all.length).toBeGreaterThan(35)
        for (const state of all) await expect(state).toBeVisible()
        expect(await overflowing(page)).toEqual([])
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375)

        await page.getByRole('button', { name: /^(Drawer|Боковая панель)$/ }).click()
        const drawer = page.getByRole('dialog')
        await expect
          .poll(async () => {
            const box = await drawer.boundingBox()
            return box && [box.x, box.width, Math.round(box.y + box.height)]
          })
          .toEqual([0, 375, 812])
      })
    })
})

test('chips are whole, with the number of others', async ({ page }) => {
  await openCatalogue(page)
  const lists = page.locator('.chip-list')
  await expect(lists.nth(1).getByText(/^\+\d$/)).toBeVisible()
  const cut = await page.locator('.chip-list > :not([data-hidden])').evaluateAll(
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
  expect(cut).toBe(0)
})
