import { writeAnswer } from '#contract/api/writes.ts'
import { setText } from '#testing/values.ts'
import { expectAccessible, expect, consoleTest as test } from './product.ts'

test.use({ locale: 'ru-RU' })

test('a company is created and opened by keyboard alone', async ({ page }) => {
  await page.goto('/main/contacts')
  const response = await page.request.post('/api/sources/main/contacts', {
    headers: { origin: new URL(page.url()).origin },
    data: { items: [{ changes: [setText('name', 'Company Keys')] }] },
  })
  const [result] = writeAnswer.parse(await response.json()).results
  if (result?.outcome !== 'created') throw new Error('the contact was not created')
  await page.goto(`/main/contacts/${result.id}`)
  const edit = page.getByRole('button', { name: 'Изменить: Компания' })
  await edit.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('combobox', { name: 'Найти' })).toBeFocused()
  await page.keyboard.type('Клавиатурная')
  await expect(page.getByRole('option', { name: 'Создать компанию' })).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await expect(page.getByText('Компания «Клавиатурная» создана')).toBeVisible()
  const link = page.getByRole('main').getByRole('link', { name: 'Клавиатурная' })
  await expect(link).toBeVisible()
  await link.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Клавиатурная' })).toBeFocused()
  await expect(page.getByRole('link', { name: 'Company Keys' })).toBeVisible()
  await expectAccessible(page)
})
