import type { Page } from '@playwright/test'
import { writeAnswer } from '#contract/api/writes.ts'
import { pointsValue, setText } from '#testing/values.ts'
import { expectAccessible, expect, consoleTest as test } from './product.ts'

/** Opens a contact for this test only, so that other tests do not see its changes. */
async function openContact(page: Page, name: string) {
  await page.goto('/main/contacts')
  const response = await page.request.post('/api/sources/main/contacts', {
    headers: { origin: new URL(page.url()).origin },
    data: {
      items: [
        {
          changes: [
            setText('name', name),
            { attribute: 'phones', set: pointsValue('+79165550101') },
          ],
        },
      ],
    },
  })
  const [result] = writeAnswer.parse(await response.json()).results
  if (result?.outcome !== 'created') throw new Error('the contact was not created')
  await page.goto(`/main/contacts/${result.id}`)
  await expect(page.getByRole('button', { name: /: (Phone|Телефон)$/ })).toBeAttached()
}

const phone = (page: Page, value: string) => page.locator(`a[href="tel:${value}"]`)

test('a phone is changed in its place, and is there after a reload', async ({ page }) => {
  await openContact(page, 'Inline Phone')
  await phone(page, '+79165550101').hover()
  await page.getByRole('button', { name: 'Edit: Phone' }).click()
  const input = page.getByRole('textbox', { name: 'Phone', exact: true })
  await expect(input).toBeFocused()
  await input.fill('+79037412233')
  await input.press('Enter')
  await expect(page.getByText('Saved: Phone')).toBeVisible()
  await expect(phone(page, '+79037412233')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Edit: Phone' })).toBeFocused()
  await page.reload()
  await expect(phone(page, '+79037412233')).toBeVisible()
})

test('values are changed by keyboard alone, also in the panel', async ({ page }) => {
  await openContact(page, 'Inline Keys')
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Edit: Name' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: 'Name' })).toBeFocused()
  await page.keyboard.type('Inline Renamed')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Inline Renamed' })).toBeVisible()
  await expect(page.getByText('Saved: Name')).toBeVisible()

  await page.goto('/main/contacts?search=Inline+Renamed')
  await page.locator('tbody tr').first().getByRole('link').first().focus()
  await page.keyboard.press('Space')
  const panel = page.getByRole('complementary', { name: 'Contact panel' })
  const button = panel.getByRole('button', { name: 'Edit: Phone' })
  await button.focus()
  await page.keyboard.press('e')
  await expect(panel.getByRole('textbox', { name: 'Phone', exact: true })).toBeFocused()
  await page.keyboard.type('+79165550303')
  await page.keyboard.press('Escape')
  await expect(button).toBeFocused()
  await expect(phone(page, '+79165550101').first()).toBeVisible()
  await expect(panel).toBeVisible()
})

test.describe('in Russian', () => {
  test.use({ locale: 'ru-RU' })

  test('values and their editors have no axe violations', async ({ page }) => {
    await openContact(page, 'Inline Access')
    const edit = (name: RegExp) => page.getByRole('button', { name })
    await edit(/: Телефон$/).click()
    await edit(/: Имя$/).click()
    await expect(page.getByRole('form')).toHaveCount(2)
    await edit(/^Пустые поля/).click()
    await expectAccessible(page)
  })
})
