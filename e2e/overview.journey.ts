import { contactPage } from '#contract/api/contacts.ts'
import { expectAccessible, expect, consoleTest as test } from './product.ts'

test('a source opens with its overview, and each number leads to its contacts', async ({
  page,
}) => {
  await page.goto('/')
  await expect(page).toHaveURL(/\/main\/overview$/)
  const lastWeek = page.getByRole('table', { name: 'By week' }).getByRole('row').nth(2)
  await expect(lastWeek).toBeVisible()
  const [added, changed] = await lastWeek.getByRole('link').allInnerTexts()
  await lastWeek.getByRole('link').nth(1).focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/main\/contacts\?.*updated=/)
  // The list has no total; all matching contacts are counted by selecting them.
  await page.getByRole('checkbox', { name: 'Select all on this page' }).check()
  await page.getByRole('button', { name: /Select all matching/ }).click()
  await expect(page.getByText(`${changed} contacts selected`)).toBeVisible()
  await page.goBack()
  await lastWeek.getByRole('link').first().click()
  await expect(page).toHaveURL(/created=/)
  const { origin, pathname, search } = new URL(page.url())
  const listed = await page.request.get(`${origin}/api/sources${pathname}${search}&size=250`)
  expect(contactPage.parse(await listed.json()).items).toHaveLength(Number(added))
})

test.describe('in Russian', () => {
  test.use({ locale: 'ru-RU' })
  test('the overview has no axe violations, and fits a phone', async ({ page }) => {
    for (const source of ['main', 'legacy', 'bots'])
      for (const width of [1440, 360]) {
        await page.setViewportSize({ width, height: 800 })
        await page.goto(`/${source}/overview`)
        await expect(page.getByRole('table').first()).toBeVisible()
        // Narrow pages of all sources have the same parts.
        if (width > 360 || source === 'main') await expectAccessible(page)
        const wide = await page.evaluate(
          () =>
            document.querySelector('main')!.scrollWidth >
            document.querySelector('main')!.clientWidth,
        )
        expect(wide).toBe(false)
      }
  })
})
