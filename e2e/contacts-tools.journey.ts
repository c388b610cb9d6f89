import { readFile } from 'node:fs/promises'
import Papa from 'papaparse'
import { z } from 'zod'
import { chooseOption, expectAccessible, expect, consoleTest as test } from './product.ts'

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

test.describe('an export', () => {
  test.use({ timezoneId: 'Europe/Moscow' })

  test('of all 10,000 contacts has the values of the account', async ({ page, product }) => {
    test.setTimeout(120_000)
    await page.goto(
      `/main/contacts?sort=id&columns=id,name,phone,email,tags,createdAt,updatedAt,f${sum}`,
    )
    await expect(page.locator('tbody tr')).toHaveCount(50)
    await page.getByRole('button', { name: 'Export' }).click()
    const dialog = page.getByRole('dialog', { name: 'Export all contacts' })
    await dialog.getByRole('radio', { name: /^CSV/ }).check()
    await chooseOption(page, 'Separator', 'Semicolon')
    const download = page.waitForEvent('download', { timeout: 90_000 })
    await dialog.getByRole('button', { name: 'Export', exact: true }).click()
    const file = await download
    expect(file.suggestedFilename()).toMatch(/^contacts-main-\d{4}-\d\d-\d\d\.csv$/)
    // Other tests have added contacts to the 10,000.
    const output = dialog.getByText(/^10,\d{3} contacts/)
    await expect(output).toBeVisible()
    await expect(dialog.getByText(/Europe\/Moscow/)).toBeVisible()

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
})

test.describe('in Russian, at phone width', () => {
  test.use({ locale: 'ru-RU', viewport: { width: 360, height: 740 } })

  test('export, palette and shortcut sheet are accessible and fit the window', async ({ page }) => {
    await page.goto('/main/contacts')
    await expect(page.locator('tbody tr')).toHaveCount(50)
    const dialog = page.getByRole('dialog')
    const exporting = 'Выгрузить в файл'
    for (const key of [exporting, 'Control+k', '?']) {
      await page.keyboard.press(key === exporting ? 'Control+k' : key)
      await expect(dialog).toBeVisible()
      if (key === exporting) {
        await page.getByRole('option', { name: exporting }).click()
        await expect(dialog.getByRole('radio').first()).toBeVisible()
      }
      await expectAccessible(page, { within: '[role=dialog], dialog' })
      const box = await dialog.boundingBox()
      expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 999) <= 360).toBe(true)
      for (let stop = 0; key === exporting && stop < 9; stop++) {
        await page.keyboard.press('Tab')
        expect(await dialog.evaluate((part) => part.contains(document.activeElement))).toBe(true)
      }
      await page.keyboard.press('Escape')
      await expect(dialog).toBeHidden()
    }
  })
})
