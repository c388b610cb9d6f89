import { amoStoredPage } from '#contract/upstream/amo-v4/contacts.ts'
import { buildSourceStack } from '#testing/source-stack.ts'
import { requirePart } from '#proxy/sources/source.ts'

/** The mock's contacts, of which the others are variants. */
const models = 5000
const companies = 50_000
const firstId = 1_000_000
const pageSize = 250

type Json = { [key: string]: unknown }
type ContactJson = Json & { custom_fields_values: FieldJson[] | null; _embedded: Json }
type FieldJson = Json & { field_code: string | null; values: Json[] }

/**
 * Pages of any number of contacts as the source returns them, by ascending ID: those of the mock
 * with other phones, e-mails, times and companies.
 */
export async function createMirrorContacts() {
  const { mock, sources } = buildSourceStack({ contacts: models })
  const feed = requirePart(sources.main.feed, 'a feed')
  if (!feed.isSorted) throw new Error('A sorted list is expected')
  const call = { priority: 'person' } as const
  const context = await feed.readContext(call)
  const users = await feed.listUsers(call)
  const rows: string[] = []
  for (let page = 1, hasNext = true; hasNext; page++) {
    const found = await feed.listById(page, pageSize, call)
    rows.push(...found.rows.map(({ body }) => body))
    hasNext = found.hasNext
  }
  await mock.app.close()

  /** The JSON of a page, counted from 0. */
  function pageJson(page: number): string {
    const contacts = Array.from({ length: pageSize }, (_, index) =>
      variant(rows, page * pageSize + index),
    )
    return `{"_page":${page + 1},"_links":{"next":{"href":"next"}},"_embedded":{"contacts":[${contacts.join(',')}]}}`
  }

  return {
    context,
    users: [...users],
    companies: Array.from({ length: companies }, (_, index): [number, string] => [
      index + 1,
      `${['Ромашка', 'Orion', 'Вектор', 'Delta', 'Север'][index % 5]} ${index + 1}`,
    ]),
    pageSize,
    /** A page with what the proxy does when it has received one. */
    readPage: (json: string) =>
      amoStoredPage.parse(JSON.parse(json)).items.map(({ contact, body }) => ({
        id: contact.id,
        updatedAt: contact.updated_at ?? null,
        companyId: contact._embedded?.companies?.items[0]?.id ?? null,
        body,
      })),
    pageJson,
  }
}

function variant(rows: string[], index: number): string {
  const contact: ContactJson = JSON.parse(rows[index % rows.length] ?? '{}')
  const number = scattered(index)
  const company = 1 + (scattered(index + 7) % companies)
  const hasCompany = number % 3 > 0
  return JSON.stringify({
    ...contact,
    id: firstId + index,
    created_at: 1_500_000_000 + (number % 200_000_000),
    updated_at: 1_700_000_000 + (scattered(index + 3) % 60_000_000),
    custom_fields_values: contact.custom_fields_values?.map((field) => ({
      ...field,
      values: field.values.map((value) => ({
        ...value,
        ...(field.field_code === 'PHONE' && { value: `+79${String(number).padStart(9, '0')}` }),
        ...(field.field_code === 'EMAIL' && { value: `${index}.${String(value['value'])}` }),
      })),
    })),
    _embedded: { ...contact._embedded, companies: hasCompany ? [{ id: company }] : [] },
  })
}

/** A number below 10⁹ without a visible order. */
const scattered = (index: number): number => (index * 2_654_435_761) % 1_000_000_007
