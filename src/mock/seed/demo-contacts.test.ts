import { describe, expect, it } from 'vitest'
import { buildMock } from '#mock/mock-app.ts'
import { mockClient } from '#mock/mock-client.ts'

type Values = { field_code: string | null; values: { value: unknown }[] }[]
type Shown = {
  id: number
  name: string
  custom_fields_values: Values | null
  _embedded: { tags: object[]; companies: object[] }
}
type BotContact = { name: string; phone: string | null; email: string | null }

const digitsOf = (text: string) => text.replaceAll(/\D/g, '').slice(-10)

/** The first page of a new user: the newest contacts of Main, and all contacts of the bots. */
async function loadFirstPage(contacts: number, seed: number) {
  const mock = buildMock({ contacts, seed, now: () => Date.UTC(2026, 0, 15) })
  const { get } = mockClient(mock)
  const response = await get('/api/v4/contacts?limit=50&with=companies&order[updated_at]=desc')
  const firstPage: Shown[] = response.body._embedded.contacts
  const v2Response = await get(`/api/v2/contacts?id=${firstPage.map(({ id }) => id).join(',')}`)
  const botContacts: BotContact[] = []
  for (let page = 1; ; page++) {
    const { data, meta } = (await get(`/api/v1/getContacts?count=500&page=${page}`)).body
    botContacts.push(...data)
    if (page >= meta.last_page) break
  }
  const valuesOf = (contact: Shown, code: string) =>
    (contact.custom_fields_values ?? [])
      .filter(({ field_code: known }) => known === code)
      .flatMap(({ values }) => values.map(({ value }) => String(value)))
  return {
    mock,
    get,
    people: firstPage,
    valuesOf,
    writers: botContacts,
    v2Contacts: v2Response.body._embedded.items as object[],
  }
}

describe.each([
  [200, 1],
  [1000, 1],
  [1000, 2],
  [10_000, 1],
])('the first page of %i contacts with seed %i', async (contacts, seed) => {
  const {
    mock,
    get,
    people: firstPage,
    valuesOf,
    writers: botContacts,
    v2Contacts,
  } = await loadFirstPage(contacts, seed)
  const named = (name: string) => firstPage.find((contact) => contact.name === name)

  it('has contacts that are in all three sources', () => {
    const phones = new Set(botContacts.flatMap(({ phone }) => (phone ? [digitsOf(phone)] : [])))
    const shared = firstPage.filter((contact) =>
      valuesOf(contact, 'PHONE').some((phone) => phones.has(digitsOf(phone))),
    )
    expect(shared.map(({ name }) => name)).toContain('Вера Ковалёва')
    expect(shared.length).toBeGreaterThan(8)
    expect(v2Contacts).toHaveLength(firstPage.length)
  })

  it('has a contact that matches a bot contact only by e-mail', () => {
    const emails = new Set(botContacts.flatMap(({ email }) => email ?? []))
    const matching = firstPage.filter((contact) =>
      valuesOf(contact, 'EMAIL').some((m) => emails.has(m)),
    )
    expect(matching.map(({ name }) => name)).toContain('Elena Sokolova')
  })

  it('has duplicates: one phone in two formats, and one person in two alphabets', () => {
    const [first, second] = [named('Вера Ковалёва')!, named('Ковалева В.')!]
    expect(valuesOf(first, 'EMAIL')).toEqual(valuesOf(second, 'EMAIL'))
    const [phone, other] = [valuesOf(first, 'PHONE')[0]!, valuesOf(second, 'PHONE')[0]!]
    expect(phone).not.toBe(other)
    expect(digitsOf(phone)).toBe(digitsOf(other))
    const duplicates = [named('Elena Sokolova')!, named('Елена Соколова')!]
    expect(valuesOf(duplicates[0]!, 'PHONE')).toEqual(valuesOf(duplicates[1]!, 'PHONE'))
  })

  it('has a name of 60 letters without spaces', () => {
    expect(firstPage.some(({ name }) => /^\S{60,}$/.test(name))).toBe(true)
  })

  it('has contacts with empty fields, with only a name, and with every field', () => {
    expect(firstPage.some((contact) => contact.custom_fields_values === null)).toBe(true)
    expect(firstPage.some((contact) => valuesOf(contact, 'PHONE').length === 0)).toBe(true)
    expect(firstPage.some((contact) => valuesOf(contact, 'EMAIL').length === 0)).toBe(true)
    expect(firstPage.some(({ _embedded }) => _embedded.companies.length === 0)).toBe(true)
    expect(firstPage.some(({ _embedded }) => _embedded.tags.length === 0)).toBe(true)
    expect(firstPage.some((contact) => (contact.custom_fields_values?.length ?? 0) > 17)).toBe(true)
  })

  it('has a contact with leads, a customer and catalog elements', async () => {
    const { id } = named('Вера Ковалёва')!
    const requested = 'leads,customers,catalog_elements'
    const { _embedded: embedded } = (await get(`/api/v4/contacts/${id}?with=${requested}`)).body
    for (const part of requested.split(',')) expect(embedded[part].length).toBeGreaterThan(0)
  })

  it('has Russian and English names', () => {
    const latin = firstPage.filter(({ name }) => /^[\p{Script=Latin}' -]+$/u.test(name))
    const cyrillic = firstPage.filter(({ name }) => /\p{Script=Cyrillic}/u.test(name))
    expect(latin.length).toBeGreaterThan(3)
    expect(cyrillic.length).toBeGreaterThan(20)
  })

  it('has chats with contacts and one without', async () => {
    const ids = firstPage.map(({ id }) => `contact_id[]=${id}`).join('&')
    const { body } = await get(`/api/v4/contacts/chats?${ids}`)
    expect(body._embedded.chats.length).toBeGreaterThan(4)
    const unlinkedChat = '0a5b1c2d-2222-4222-a222-000000000002'
    expect(mock.store.chats.get(unlinkedChat)).toMatchObject({ contact_id: null, is_foreign: 0 })
    const response = await get(`/api/v4/contacts/chats?chat_id[]=${unlinkedChat}`)
    expect(response.status).toBe(204)
  })
})

it('is not added to small accounts', () => {
  const { store } = buildMock({ contacts: 60 })
  expect(store.chats.get('0a5b1c2d-2222-4222-a222-000000000002')).toBeUndefined()
})
