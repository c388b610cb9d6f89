import type { Page } from '@playwright/test'
import { writeAnswer } from '#contract/api/writes.ts'
import { pointsValue, setText } from '#testing/values.ts'
import { expectAccessible, expect, consoleTest as test } from './product.ts'

test.use({ viewport: { width: 1440, height: 900 } })

/** A row of this test only, so that other tests do not see its changes. */
async function openRow(page: Page, name: string) {
  await page.goto('/main/contacts')
  const response = await page.request.post('/api/sources/main/contacts', {
    headers: { origin: new URL(page.url()).origin },
    data: {
      items: [
        {
          changes: [setText('name', name), { attribute: 'phones', set: pointsValue('12345') }],
        },
      ],
    },
  })
  const [result] = writeAnswer.parse(await response.json()).results
  if (result?.outcome !== 'created') throw new Error('the contact was not created')
  await page.goto(`/main/contacts?search=${encodeURIComponent(name)}`)
  await expect(page.locator('.contacts-table[data-cells]')).toBeVisible()
  return (column: string) =>
    page.locator(`.contacts-row[data-id="${result.id}"] > [data-column="${column}"]`)
}

test('a phone is corrected by one press and typing, and taken back by Ctrl+Z', async ({ page }) => {
  const cell = await openRow(page, 'Cell Phone')
  await cell('phones').hover()
  await page.getByRole('button', { name: 'Edit: Phone' }).click()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('+79037412233')
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await expect(cell('phones')).toContainText('+7 903 741-22-33')
  await page.keyboard.press('Escape')
  await expect(page.getByText('Saved: Phone · Cell Phone')).toBeVisible()
  await page.reload()
  await expect(page.locator('.contacts-table[data-cells]')).toBeVisible()
  await expect(cell('phones')).toContainText('+7 903 741-22-33')

  await cell('phones').hover()
  await page.getByRole('button', { name: 'Edit: Phone' }).click()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('+79037412244')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await expect(page.getByText('Saved: Phone · Cell Phone')).toBeVisible()
  await page.keyboard.press('ControlOrMeta+z')
  await expect(page.getByText('Change undone.')).toBeVisible()
  await expect(cell('phones')).toContainText('+7 903 741-22-33')
})

test('cells of a row are filled by keyboard alone and saved as one request', async ({ page }) => {
  const cell = await openRow(page, 'Cell Keys')
  const writes: string[] = []
  page.on('request', (request) => {
    if (request.method() !== 'GET' && request.url().includes('/contacts'))
      writes.push(request.method())
  })
  await page.locator('tbody tr').first().getByRole('link').first().focus()
  await page.keyboard.press('F2')
  await page.keyboard.type('Cell Renamed')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.type('cell@example.com')
  await page.keyboard.press('Enter')
  await expect(cell('name')).toContainText('Cell Renamed')
  await expect(cell('emails')).toContainText('cell@example.com')
  await page.keyboard.press('Escape')
  await expect(page.getByText(/^Saved: .*Cell Renamed/)).toBeVisible()
  expect(writes).toHaveLength(1)
  await page.goto('/main/contacts?search=Cell+Renamed')
  await expect(cell('emails')).toContainText('cell@example.com')
})
