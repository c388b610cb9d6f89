import { expectAccessible, expect, consoleTest as test } from './product.ts'

test('the panel follows the rows, is edited in its place, and keeps its width', async ({
  page,
}) => {
  await page.goto('/main/contacts?sort=id')
  await expect(page.locator('tbody tr')).toHaveCount(50)
  await expect(page.locator('.contacts-table[data-cells]')).toBeVisible()
  const panel = page.getByRole('complementary', { name: 'Contact panel' })
  const heading = panel.getByRole('heading', { level: 2 }).first()
  const nameOf = (index: number) =>
    page.locator('tbody tr').nth(index).locator('[data-open]').innerText()
  let keys = 0
  const press = async (key: string) => {
    keys += 1
    await page.keyboard.press(key)
  }
  await press('ArrowDown')
  await press('Space')
  await expect(heading).toHaveText(await nameOf(0))
  await press('j')
  await press('j')
  await press('ArrowUp')
  await expect(heading).toHaveText(await nameOf(1))
  await expect(page.locator('tbody tr').nth(1)).toHaveAttribute('aria-current', 'true')
  await expect(page.locator('tbody tr').nth(1).locator('[data-open]')).toBeFocused()
  expect(keys, 'to the second contact').toBeLessThanOrEqual(5)
  // One entry of the history for all of them.
  await press('Space')
  await expect(heading).toBeFocused()
  await panel.getByRole('button', { name: 'Edit: Name' }).press('Enter')
  await page.keyboard.type('Walked to')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Saved: Name')).toBeVisible()
  await expect(page.locator('tbody').getByText('Walked to')).toBeVisible()
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(page.getByText('Change undone.')).toBeVisible()

  const edge = page.getByRole('separator', { name: 'Width of the panel' })
  const width = async () => (await panel.boundingBox())?.width
  expect(await width()).toBe(480)
  await edge.focus()
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  expect(await width()).toBe(512)
  const box = await edge.boundingBox()
  if (!box) throw new Error('The edge has no place')
  await page.mouse.move(box.x + 4, box.y + 300)
  await page.mouse.down()
  await page.mouse.move(box.x + 84, box.y + 300)
  await page.mouse.up()
  await expect.poll(width).toBe(432)
  await page.reload()
  await expect(heading).toBeVisible()
  expect(await width()).toBe(432)
  await edge.dblclick({ position: { x: 4, y: 300 } })
  await expect.poll(width).toBe(480)
  await page.keyboard.press('Escape')
  await expect(panel).toHaveCount(0)
})

test.describe('by pointer', () => {
  // The panel opens once no second press can follow, which a slow machine counts as no answer to it.
  test.use({ hasStableLayout: false })

  test('a press on a row opens the panel, a second one edits the cell', async ({ page }) => {
    await page.goto('/main/contacts?sort=id')
    await expect(page.locator('.contacts-table[data-cells]')).toBeVisible()
    const cell = (row: number, column: string) =>
      page.locator('tbody tr').nth(row).locator(`[data-column=${column}]`)
    await cell(2, 'phones').dblclick({ position: { x: 150, y: 10 } })
    await expect(page.getByRole('dialog', { name: 'Phone' })).toBeVisible()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    const panel = page.getByRole('complementary', { name: 'Contact panel' })
    await expect(panel).toHaveCount(0)
    await cell(4, 'name').click({ position: { x: 60, y: 29 } })
    await expect(panel.getByRole('heading', { level: 2 }).first()).toHaveText(
      await cell(4, 'name').innerText(),
    )
    await page.keyboard.press('k')
    await expect(panel.getByRole('heading', { level: 2 }).first()).toHaveText(
      await cell(3, 'name').innerText(),
    )
    await page.goBack()
    await expect(panel).toHaveCount(0)
  })
})

test('two keys lead to another page, on a Russian layout too', async ({ page }) => {
  await page.goto('/main/contacts')
  await expect(page.getByRole('button', { name: 'Collapse menu' })).toBeVisible()
  await page.keyboard.press('g')
  await page.keyboard.press('j')
  await expect(page).toHaveURL(/\/main\/jobs$/)
  for (const [key, code] of [
    ['п', 'KeyG'],
    ['Д', 'KeyL'],
  ] as const)
    await page.evaluate(
      (init) =>
        document.body.dispatchEvent(new KeyboardEvent('keydown', { ...init, bubbles: true })),
      { key, code },
    )
  await expect(page).toHaveURL(/\/main\/contacts$/)
})

test.describe('in Russian, beside a narrow list', () => {
  test.use({ locale: 'ru-RU', viewport: { width: 1024, height: 768 } })

  test('the panel and its row have no axe violations', async ({ page }) => {
    await page.goto('/main/contacts')
    await expect(page.locator('.contacts-table[data-cells]')).toBeVisible()
    await page.keyboard.press('j')
    await page.keyboard.press('Space')
    await expect(
      page.getByRole('complementary').getByRole('heading', { level: 2 }).first(),
    ).toBeVisible()
    await page.keyboard.press('x')
    await expect(page.getByText('Выбран 1 контакт')).toBeVisible()
    await page.getByRole('separator', { name: 'Ширина панели' }).focus()
    await expectAccessible(page)
    await page.locator('tbody [data-open]').first().focus()
    await page.keyboard.press('F2')
    await expect(page.getByRole('grid')).toBeVisible()
    await expectAccessible(page)
  })
})
