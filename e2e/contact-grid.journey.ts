import type { Page } from '@playwright/test'
import { expectAccessible, expect, consoleTest as test } from './product.ts'

const cell = (page: Page, row: number, col: number) =>
  page.locator(`[data-row="${row - 1}"] > [data-col="${col}"]`)

/** Pastes as from a spreadsheet into the focused cell. */
const paste = (page: Page, text: string) =>
  page.evaluate((text) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', text)
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
    document.activeElement?.dispatchEvent(event)
  }, text)

async function tabTo(page: Page, name: string, maxStops = 30) {
  const names = () =>
    page.evaluate(() => {
      const focused = document.activeElement
      return focused?.getAttribute('aria-label') ?? focused?.textContent?.trim() ?? ''
    })
  for (let stop = 0; stop < maxStops; stop++) {
    await page.keyboard.press('Tab')
    if ((await names()).includes(name)) return
  }
  throw new Error(`"${name}" is not within ${maxStops} stops`)
}

test('contacts are created in the grid by keyboard alone', async ({ page }) => {
  await page.goto('/main/contacts')
  await expect(page.locator('tbody tr')).toHaveCount(50)
  await tabTo(page, 'Add several contacts')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Several contacts' })).toBeFocused()
  await tabTo(page, 'Columns')
  await page.keyboard.press('Tab')
  await expect(cell(page, 1, 1)).toBeFocused()
  await page.keyboard.type('Grid One')
  await page.keyboard.press('Tab')
  await expect(cell(page, 1, 2)).toBeFocused()
  await page.keyboard.type('+79990001122')
  for (let column = 2; column < 5; column++) await page.keyboard.press('Tab')
  await page.keyboard.type('Nobody')
  await page.keyboard.press('Enter')
  await expect(cell(page, 2, 5)).toBeFocused()
  await page.keyboard.press('Home')
  await page.keyboard.type('Grid Two')
  await page.keyboard.press('Control+Enter')
  await expect(cell(page, 1, 5)).toBeFocused()
  await expect(cell(page, 1, 5)).toHaveAccessibleDescription('“Nobody”: No such option.')
  await page.keyboard.press('Delete')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.type('grid; keys')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter') // the list remains open for more of them
  await page.keyboard.press('Control+D')
  await expect(cell(page, 2, 6)).toHaveText('grid; keys')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('2 contacts saved')).toBeVisible()
  // The row header links to its contact.
  await page.keyboard.press('Control+ArrowLeft')
  await page.keyboard.press('Control+ArrowUp')
  await expect(cell(page, 1, 0)).toContainText('Created')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Grid One' })).toBeVisible()
  await expect(page.getByRole('list', { name: 'Tags' }).getByRole('listitem')).toHaveText([
    'grid',
    'keys',
  ])
})

test('the focused cell has a ring, and Escape and Tab lead out of the grid', async ({ page }) => {
  await page.goto('/main/contacts/batch')
  await cell(page, 1, 1).click()
  await page.keyboard.press('ArrowRight')
  const ring = await page.evaluate(() => {
    const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement!)
    return { outlineStyle, outlineWidth }
  })
  expect(ring).toEqual({ outlineStyle: 'solid', outlineWidth: '2px' })
  await cell(page, 1, 1).click()
  await page.keyboard.type('Somebody')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Create 1 contact' })).toBeFocused()
})

test.describe('in Russian, on a phone', () => {
  test.use({ locale: 'ru-RU', viewport: { width: 360, height: 740 } })
  test('the grid is accessible, and scrolls inside itself on a phone', async ({ page }) => {
    await page.goto('/main/contacts/batch')
    await cell(page, 1, 1).click()
    await paste(page, 'Anna\t+79990001133\tno mail\tNobody\nBoris\t+79990001144')
    await expect(cell(page, 1, 4)).toHaveAttribute('aria-invalid', 'true')
    await expectAccessible(page)
    const widths = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.querySelector('#content')?.scrollWidth,
      document.querySelector('.contact-grid-scroller')?.clientWidth,
    ])
    expect(widths).toEqual([360, 360, 360])
    await cell(page, 2, 1).dblclick()
    await expect(page.getByRole('textbox')).toBeFocused()
    await expectAccessible(page)
  })
})

test('a key in 250 rows of twelve columns changes only the rows it concerns', async ({ page }) => {
  await page.goto('/main/contacts/batch')
  await page.getByRole('button', { name: 'Columns' }).click()
  const boxes = page.getByRole('dialog', { name: 'Columns' }).getByRole('checkbox')
  for (let index = 0; (await boxes.and(page.locator(':checked')).count()) < 12; index++)
    await boxes.nth(index).check()
  await page.keyboard.press('Escape')
  await cell(page, 1, 1).click()
  const line = (_: unknown, index: number) =>
    `Contact ${index}\t+7999${1_000_000 + index}\ta${index}@example.com`
  await paste(page, Array.from({ length: 250 }, line).join('\n'))
  await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', '251')
  /** How many rows of the grid the key has changed. */
  const changedRows = (key: string) =>
    page.evaluate(async (pressed) => {
      const grid = document.querySelector('[role=grid]')
      if (!grid) throw new Error('there is one')
      const rows = new Set<Element>()
      const observer = new MutationObserver((changes) => {
        for (const { target } of changes) {
          const element = target instanceof Element ? target : target.parentElement
          const row = element?.closest('[role=row]')
          if (row) rows.add(row)
        }
      })
      const what = { subtree: true, childList: true, attributes: true, characterData: true }
      observer.observe(grid, what)
      const init = { key: pressed, bubbles: true, cancelable: true }
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', init))
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
      observer.disconnect()
      return rows.size
    }, key)
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight', 'F2', 'Escape']) {
    const changed = await changedRows(key)
    expect([key, changed > 0 && changed <= 2]).toEqual([key, true])
  }
})
