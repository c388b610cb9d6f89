import type { Page } from '@playwright/test'
import { contactPage } from '#contract/api/contacts.ts'
import { writeAnswer } from '#contract/api/writes.ts'
import type { Change } from '#contract/model/change.ts'
import { pointsValue, setText, tagsValue } from '#testing/values.ts'
import { expectAccessible, expect, consoleTest as test, typeOption } from './product.ts'

const api = '/api/sources/main/contacts'

/** A contact for this test only, so that other tests do not see its changes. */
async function aContact(origin: string, page: Page, name: string, more: Change[] = []) {
  const response = await page.request.post(api, {
    headers: { origin },
    data: { items: [{ changes: [setText('name', name), ...more] }] },
  })
  const [result] = writeAnswer.parse(await response.json()).results
  if (result?.outcome !== 'created') throw new Error('the contact was not created')
  return result.id
}

const changeElsewhere = (page: Page, id: number, changes: Change[]) =>
  page.request.patch(api, {
    headers: { origin: new URL(page.url()).origin },
    data: { items: [{ id, changes }] },
  })

const focusedName = (page: Page) =>
  page.evaluate(() => {
    const focused = document.activeElement
    const label = focused instanceof HTMLInputElement ? focused.labels?.[0]?.textContent : undefined
    return focused?.getAttribute('aria-label') ?? label ?? focused?.textContent?.trim() ?? ''
  })

/** Presses Tab until the control with this name has the focus. */
async function tabTo(page: Page, name: string | RegExp, maxStops = 40) {
  for (let stop = 0; stop < maxStops; stop++) {
    await page.keyboard.press('Tab')
    const focused = await focusedName(page)
    if (typeof name === 'string' ? focused === name : name.test(focused)) return
  }
  throw new Error(`"${name}" is not within ${maxStops} stops`)
}

test('a contact is created and edited by keyboard alone', async ({ page }) => {
  await page.goto('/main/contacts')
  await expect(page.locator('tbody tr')).toHaveCount(50)
  await tabTo(page, 'New contact')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'New contact' })).toBeFocused()
  // The form is loaded after its heading.
  await expect(page.getByRole('textbox', { name: 'Full name' })).toBeVisible()
  await tabTo(page, 'Full name')
  await page.keyboard.type('Мария Ключ')
  await tabTo(page, 'Phones')
  await page.keyboard.type('8 916 000-11-22')
  await page.keyboard.press('Tab')
  // It is asked about once it has been left.
  await expect(page.getByRole('button', { name: 'Change to +7 916 000-11-22' })).toBeVisible()
  await tabTo(page, 'Change to +7 916 000-11-22')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: 'Phones' })).toHaveValue('+79160001122')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Мария Ключ' })).toBeFocused()
  await expect(page.getByRole('link', { name: '+7 916 000-11-22' })).toBeVisible()

  await tabTo(page, 'Edit')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Edit Мария Ключ' })).toBeFocused()
  await tabTo(page, 'Tags')
  await page.keyboard.press('Enter')
  // Without it, Playwright has no input to insert Cyrillic letters into.
  await expect(page.getByRole('combobox', { name: 'Search' })).toBeFocused()
  await page.keyboard.type('ключ')
  await page.keyboard.press('Enter')
  await tabTo(page, 'Скидка, %')
  await page.keyboard.type('много')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('alert').last()).toHaveText('Fix 1 value: Скидка, %')
  await expect(page.getByRole('textbox', { name: 'Скидка, %' })).toBeFocused()
  await page.keyboard.press('Control+A')
  await page.keyboard.type('12,5')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Мария Ключ' })).toBeFocused()
  await expect(page.getByRole('list', { name: 'Tags' })).toHaveText('ключ')
  await expect(page.getByText('12.5', { exact: true })).toBeVisible()
})

test('a value changed by two users is selected manually, and nothing else is lost', async ({
  page,
  product,
}) => {
  const id = await aContact(product.url, page, 'Анна Спор', [
    { attribute: 'tags', set: tagsValue('old') },
  ])
  const madeBy = Date.now()
  await page.goto(`/main/contacts/${id}/edit`)
  await page.getByRole('textbox', { name: 'Full name' }).fill('Анна Моя')
  await typeOption(page, 'Tags', 'mine,')
  await page.getByRole('textbox', { name: 'Дата договора' }).fill('2026-11-20')
  await expect(page.getByText('November 20, 2026')).toBeVisible()
  // amoCRM's times have a resolution of seconds: the other change is made in a later one.
  await expect.poll(() => Date.now()).toBeGreaterThanOrEqual(madeBy + 1000)
  await changeElsewhere(page, id, [
    setText('name', 'Анна Чужая'),
    { attribute: 'tags', add: tagsValue('theirs') },
  ])
  await page.getByRole('button', { name: /^Save/ }).click()
  await expect(page.getByRole('alert', { name: /^Someone else/ })).toBeFocused()
  await expectAccessible(page)
  await page.getByRole('radio', { name: /Yours/ }).check()
  await page.getByRole('button', { name: /^Save/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Анна Моя' })).toBeVisible()
  await expect(page.getByRole('list', { name: 'Tags' }).getByRole('listitem')).toHaveText([
    'old',
    'theirs',
    'mine',
  ])
  await expect(page.getByText('Changed by others meanwhile and kept: Tags.')).toBeVisible()

  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('Change undone.')).toBeVisible()
  await expect(page.getByRole('heading', { level: 1, name: 'Анна Чужая' })).toBeVisible()
})

test.describe('a lost response', () => {
  test.use({ expectedMessage: /ERR_CONNECTION_RESET/ })

  test('leads to one contact, from the restored draft as well', async ({ page }) => {
    await page.goto('/main/contacts/new')
    await page.route(`**${api}`, async (route) => {
      if (route.request().method() !== 'POST') return route.continue()
      await route.fetch()
      await route.abort('connectionreset')
    })
    await page.getByRole('textbox', { name: 'Full name' }).fill('Вера Потерянная')
    await page.getByRole('textbox', { name: 'Emails' }).fill('vera.lost@example.com')
    await page.getByRole('button', { name: /^Create/ }).click()
    await expect(page.getByText(/Click “Create” again: it will not be created twice/)).toBeVisible()
    page.once('dialog', (dialog) => void dialog.accept()) // the browser's own confirmation
    await page.reload()
    await page.unroute(`**${api}`)
    await page.getByRole('button', { name: 'Restore' }).click()
    await page.getByRole('button', { name: /^Create/ }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Вера Потерянная' })).toBeVisible()
    await expect(page.getByText(/sending it again did not create a second one/)).toBeVisible()
    const found = await page.request.get(`${api}?search=vera.lost@example.com`)
    expect(contactPage.parse(await found.json()).items).toHaveLength(1)
  })
})

test('nothing below the variables of a bot contact moves when their editor comes', async ({
  page,
}) => {
  const bots = await page.request.get('/api/sources/bots/contacts?size=50')
  const { items } = contactPage.parse(await bots.json())
  let release = () => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  await page.route('**/assets/variables-editor*', async (route) => {
    await held
    await route.continue()
  })
  await page.goto(`/bots/contacts/${items[0]?.id}`)
  await expect(page.locator('#outer-status')).toBeVisible()
  release()
  await expect(page.getByRole('button', { name: 'Add a variable' })).toBeVisible()
})

test.describe('in Russian', () => {
  test.use({ locale: 'ru-RU' })

  test('the forms have no axe violations', async ({ page, product }) => {
    const id = await aContact(product.url, page, 'Axe', [
      { attribute: 'phones', set: pointsValue('8 916 000-11-22') },
      { attribute: 'tags', set: tagsValue('one') },
    ])
    await page.goto(`/main/contacts/${id}/edit`)
    await expect(page.locator('form')).toBeVisible()
    await page.locator('#field-4400102').fill('x')
    await page.locator('[data-field="field-4400117"] button').last().click()
    await page.keyboard.press('Control+Enter')
    await expect(page.locator('[aria-invalid=true]').first()).toBeFocused()
    await expectAccessible(page)
    await page.goto('/bots/contacts/new')
    await page.locator('#identity-messenger').click()
    await page.getByRole('option', { name: 'Telegram' }).click()
    await expectAccessible(page)
    const bots = await page.request.get('/api/sources/bots/contacts?size=50')
    const { items } = contactPage.parse(await bots.json())
    await page.goto(`/bots/contacts/${items[0]?.id}`)
    await expect(page.locator('#outer-status')).toBeVisible()
    await expectAccessible(page)
  })
})

test.describe('at phone width', () => {
  test.use({ viewport: { width: 360, height: 740 } })

  test('the form scrolls down and not sideways, with its button in view', async ({ page }) => {
    await page.goto('/main/contacts/new')
    await expect(page.getByRole('button', { name: /^Create/ })).toBeInViewport()
    const overflow = () =>
      page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(await overflow()).toBe(0)
    await page.getByRole('textbox', { name: 'Адрес доставки' }).scrollIntoViewIfNeeded()
    await expect(page.getByRole('button', { name: /^Create/ })).toBeInViewport()
  })
})
