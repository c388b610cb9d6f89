import { expectAccessible, expect, consoleTest as test } from './product.ts'

test.use({ hasDemoMenu: true })

for (const [what, viewport] of [
  ['on a phone', { width: 375, height: 812 }],
  ['at 400 % zoom', { width: 360, height: 225 }],
] as const)
  test(`${what} an open list fits, and Back closes it alone`, async ({ page }) => {
    await page.setViewportSize(viewport)
    await page.goto('/catalogue')
    const combobox = page.getByRole('combobox').filter({ hasText: 'Вера Ковалёва 1' })
    await combobox.focus()
    await page.keyboard.press('ArrowDown')
    const list = page.getByRole('listbox')
    await expect(list.getByRole('option', { selected: true })).toBeInViewport()
    const box = await page.locator('.options-panel').boundingBox()
    expect(box!.y).toBeGreaterThanOrEqual(0)
    expect(box!.y + box!.height).toBeLessThanOrEqual(viewport.height)
    await expectAccessible(page)
    await page.keyboard.press('End')
    await expect(list.getByRole('option').last()).toBeInViewport()
    await page.goBack()
    await expect(list).toBeHidden()
    await expect(page).toHaveURL(/\/catalogue$/)
    await expect(combobox).toBeFocused()
  })
