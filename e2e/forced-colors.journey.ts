import { expect, consoleTest as test } from './product.ts'

test.use({ forcedColors: 'active' })

test('bars, buttons and what is selected are visible in forced colors', async ({ page }) => {
  await page.goto('/main/overview')
  const bar = page.locator('.value-bar').first()
  await expect(bar).toBeVisible()
  const background = (of: typeof bar) =>
    of.evaluate((element) => getComputedStyle(element).backgroundColor)
  expect(await background(bar)).not.toBe(await background(page.locator('body')))

  await page.goto('/main/contacts')
  const outline = (of: typeof bar) =>
    of.evaluate((element) => getComputedStyle(element).outlineStyle)
  const section = (name: string) =>
    page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name })
  expect(await outline(section('Contacts'))).toBe('solid')
  expect(await outline(section('Chats'))).toBe('none')
  const row = page.locator('tbody tr').nth(1)
  await row.getByRole('checkbox').check()
  await expect.poll(() => outline(row)).toBe('solid')
  expect(await outline(page.locator('tbody tr').nth(2))).toBe('none')

  await page.getByRole('combobox', { name: 'Other field: for all selected' }).click()
  await page.getByRole('option', { name: 'Tags' }).click()
  const preview = page.getByRole('button', { name: 'Preview' })
  await expect(preview).toBeVisible()
  const border = await preview.evaluate((element) => getComputedStyle(element).borderTopWidth)
  expect(border).toBe('1px')
})
