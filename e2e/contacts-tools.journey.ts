import type { Page } from '@playwright/test'
import { readFile } from 'node:fs/promises'
import Papa from 'papaparse'
import { z } from 'zod'
import {
  chooseOption,
  appearances,
  expectAccessible,
  expect,
  consoleTest as test,
} from './product.ts'

const values = z.object({ value: z.unknown() }).array()
const amoPage = z.object({
  _embedded: z.object({
    contacts: z.array(
      z.object({
        id: z.number(),
        name: z.string(),
        created_at: z.number(),
        updated_at: z.number(),
        custom_fields_values: z
          .array(z.object({ field_id: z.number(), field_code: z.string().nullable(), values }))
          .nullable(),
        _embedded: z.object({ tags: z.array(z.object({ name: z.string() })) }),
      }),
    ),
  }),
})
type AmoContact = z.infer<typeof amoPage>['_embedded']['contacts'][number]

const sum = 4400111 // «Сумма покупок», money

/** All contacts, read from the account directly, without the proxy. */
async function everybody(mockUrl: string): Promise<AmoContact[]> {
  const call = (path: string, init: RequestInit = {}) =>
    fetch(mockUrl + path, {
      ...init,
      headers: { authorization: 'Bearer demo-token', 'content-type': 'application/json' },
    })
  const limits = await (await call('/_mock/rate')).text()
  await call('/_mock/rate', { method: 'PUT', body: JSON.stringify({ amo: 0 }) })
  const all: AmoContact[] = []
  for (let page = 1; ; page++) {
    const response = await call(`/api/v4/contacts?limit=250&page=${page}&order[id]=asc`)
    if (response.status === 204) break
    all.push(...amoPage.parse(await response.json())._embedded.contacts)
  }
  await call('/_mock/rate', { method: 'PUT', body: limits })
  return all
}

const ofField = (contact: AmoContact, fits: (code: string | null, id: number) => boolean) =>
  contact.custom_fields_values
    ?.find(({ field_code, field_id }) => fits(field_code, field_id))
    ?.values.map(({ value }) => String(value))
    .join(', ') ?? ''

/** Moscow time, UTC+3 all year. */
const inMoscow = (seconds: number) =>
  new Date((seconds + 3 * 3600) * 1000).toISOString().slice(0, 19).replace('T', ' ')

const openPalette = async (page: Page) => {
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { expanded: true })).toBeFocused()
}

test.describe('an export', () => {
  test.use({ timezoneId: 'Europe/Moscow' })

  test('of all 10,000 contacts has the values of the account', async ({ page, product }) => {
    test.setTimeout(120_000)
    await page.goto(`/main/contacts?columns=id,name,phone,email,tags,createdAt,updatedAt,f${sum}`)
    await expect(page.locator('tbody tr')).toHaveCount(50)
    await page.keyboard.press('e')
    const dialog = page.getByRole('dialog', { name: 'Export all contacts' })
    await expect(dialog.getByText('Europe/Moscow')).toBeVisible()
    await chooseOption(page, 'Separator', 'Semicolon')
    const download = page.waitForEvent('download', { timeout: 90_000 })
    await dialog.getByRole('button', { name: 'Export' }).click()
    await expect(dialog.getByText(/^[\d,]+ so far$/).first()).toBeVisible()
    const file = await download
    expect(file.suggestedFilename()).toMatch(/^contacts-main-\d{4}-\d\d-\d\d\.csv$/)
    // Other tests have added contacts to the 10,000.
    const output = dialog.getByText(/^10,\d{3} contacts saved/)
    await expect(output).toBeVisible()

    const bytes = await readFile(await file.path())
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const text = bytes.subarray(3).toString('utf8')
    expect(text.endsWith('\r\n')).toBe(true)
    const { data, errors } = Papa.parse<string[]>(text.slice(0, -2), {
      delimiter: ';',
      newline: '\r\n',
    })
    expect(errors).toEqual([])
    const [headers, ...rows] = data
    expect(headers).toEqual(
      'ID;Name;Phone;Email;Tags;Created;Updated;Сумма покупок, RUB'.split(';'),
    )
    const expected = (await everybody(product.mockUrl)).map((contact) => [
      String(contact.id),
      contact.name,
      ofField(contact, (code) => code === 'PHONE'),
      ofField(contact, (code) => code === 'EMAIL'),
      contact._embedded.tags.map(({ name }) => name).join(', '),
      inMoscow(contact.created_at),
      inMoscow(contact.updated_at),
      ofField(contact, (_code, id) => id === sum),
    ])
    expect(expected.length).toBeGreaterThanOrEqual(10_000)
    await expect(output).toContainText(expected.length.toLocaleString('en-US'))
    expect(rows).toEqual(expected)
  })

  test('is stopped by Escape, and the list stays where it was', async ({ page }) => {
    await page.goto('/main/contacts')
    await expect(page.locator('tbody tr')).toHaveCount(50)
    const button = page.getByRole('button', { name: 'Export', exact: true })
    await button.click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Export' }).click()
    await expect(dialog.getByText(/so far$/).first()).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(dialog.getByText(/Export stopped\. No file was saved/)).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    await expect(button).toBeFocused()
  })

  test('keeps the focus inside its dialog', async ({ page }) => {
    await page.goto('/main/contacts')
    await expect(page.locator('tbody tr')).toHaveCount(50)
    await page.keyboard.press('e')
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByRole('radio', { name: /^Shown/ })).toBeFocused()
    for (let stop = 0; stop < 9; stop++) {
      await page.keyboard.press('Tab')
      expect(await dialog.evaluate((box) => box.contains(document.activeElement))).toBe(true)
    }
  })
})

test('the palette opens a contact, a view and an action by keyboard', async ({ page }) => {
  await page.goto('/main/contacts?sort=name')
  await expect(page.locator('tbody tr')).toHaveCount(50)
  const name = await page.locator('tbody [data-open]').nth(30).innerText()
  await page.keyboard.press('v')
  await page.getByRole('textbox', { name: 'View name' }).fill('By name')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')

  await openPalette(page)
  await page.keyboard.type(name)
  await expect(page.getByRole('option', { name }).nth(1)).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()

  await openPalette(page)
  await page.keyboard.type('by name')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/main\/contacts\?.*sort=name/)
  await expect(page.locator('tbody tr')).toHaveCount(50)

  await openPalette(page)
  await page.keyboard.type('next')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Page 2 ·')).toBeVisible()
  await page.keyboard.press('p')
  await expect(page.getByText('Page 1 ·')).toBeVisible()
  await page.keyboard.press('/')
  await expect(page.getByRole('searchbox')).toBeFocused()
})

for (const { colorScheme, locale } of appearances)
  test.describe(`in ${colorScheme}, ${locale}`, () => {
    test.use({ colorScheme, locale })

    test('export, palette and shortcut sheet have no axe violations', async ({ page }) => {
      await page.goto('/main/contacts')
      await expect(page.locator('tbody tr')).toHaveCount(50)
      for (const key of ['e', 'Control+k', '?']) {
        await page.keyboard.press(key)
        await expect(page.getByRole('dialog')).toBeVisible()
        await expectAccessible(page, { within: '[role=dialog], dialog' })
        await page.keyboard.press('Escape')
        await expect(page.getByRole('dialog')).toBeHidden()
      }
    })
  })

test.describe('at phone width', () => {
  test.use({ viewport: { width: 360, height: 740 } })

  test('none of the three is wider than the window', async ({ page }) => {
    await page.goto('/main/contacts')
    await expect(page.locator('tbody tr')).toHaveCount(50)
    for (const key of ['e', 'Control+k', '?']) {
      await page.keyboard.press(key)
      const box = await page.getByRole('dialog').boundingBox()
      expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 999) <= 360).toBe(true)
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog')).toBeHidden()
    }
  })
})
