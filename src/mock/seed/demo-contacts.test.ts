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
type Person = { name: string; phone: string | null; email: string | null }

const digitsOf = (text: string) => text.replaceAll(/\D/g, '').slice(-10)

/** What a newcomer sees first: the newest of Main, as its list begins, and all who wrote to the bots. */
async function firstSight(contacts: number, seed: number) {
  const mock = buildMock({ contacts, seed, now: () => Date.UTC(2026, 0, 15) })
  const { get } = mockClient(mock)
  const page = await get('/api/v4/contacts?limit=50&with=companies&order[updated_at]=desc')
  const people: Shown[] = page.body._embedded.contacts
  const oldest = await get(`/api/v2/contacts?id=${people.map(({ id }) => id).join(',')}`)
  const writers: Person[] = []
  for (let at = 1; ; at++) {
    const { data, meta } = (await get(`/api/v1/getContacts?count=500&page=${at}`)).body
    writers.push(...data)
    if (at >= meta.last_page) break
  }
  const valuesOf = (person: Shown, code: string) =>
    (person.custom_fields_values ?? [])
      .filter(({ field_code: known }) => known === code)
      .flatMap(({ values }) => values.map(({ value }) => String(value)))
  return { mock, get, people, valuesOf, writers, legacy: oldest.body._embedded.items as object[] }
}

describe.each([
  [200, 1],
  [1000, 1],
  [1000, 2],
  [10_000, 1],
])('the first page of %i people by seed %i', async (contacts, seed) => {
  const { mock, get, people, valuesOf, writers, legacy } = await firstSight(contacts, seed)
  const named = (name: string) => people.find((person) => person.name === name)

  it('has people who are in all three sources', () => {
    const phones = new Set(writers.flatMap(({ phone }) => (phone ? [digitsOf(phone)] : [])))
    const shared = people.filter((person) =>
      valuesOf(person, 'PHONE').some((phone) => phones.has(digitsOf(phone))),
    )
    expect(shared.map(({ name }) => name)).toContain('Вера Ковалёва')
    expect(shared.length).toBeGreaterThan(8)
    expect(legacy).toHaveLength(people.length)
  })

  it('has somebody whom only an e-mail joins with a bot', () => {
    const mails = new Set(writers.flatMap(({ email }) => email ?? []))
    const joined = people.filter((person) => valuesOf(person, 'EMAIL').some((m) => mails.has(m)))
    expect(joined.map(({ name }) => name)).toContain('Elena Sokolova')
  })

  it('has duplicates: one phone written in two ways, and one person in two alphabets', () => {
    const [vera, again] = [named('Вера Ковалёва')!, named('Ковалева В.')!]
    expect(valuesOf(vera, 'EMAIL')).toEqual(valuesOf(again, 'EMAIL'))
    const [phone, other] = [valuesOf(vera, 'PHONE')[0]!, valuesOf(again, 'PHONE')[0]!]
    expect(phone).not.toBe(other)
    expect(digitsOf(phone)).toBe(digitsOf(other))
    const twins = [named('Elena Sokolova')!, named('Елена Соколова')!]
    expect(valuesOf(twins[0]!, 'PHONE')).toEqual(valuesOf(twins[1]!, 'PHONE'))
  })

  it('has a name of 60 letters without a space', () => {
    expect(people.some(({ name }) => /^\S{60,}$/.test(name))).toBe(true)
  })

  it('has empty fields, nothing but a name, and everything there is', () => {
    expect(people.some((person) => person.custom_fields_values === null)).toBe(true)
    expect(people.some((person) => valuesOf(person, 'PHONE').length === 0)).toBe(true)
    expect(people.some((person) => valuesOf(person, 'EMAIL').length === 0)).toBe(true)
    expect(people.some(({ _embedded }) => _embedded.companies.length === 0)).toBe(true)
    expect(people.some(({ _embedded }) => _embedded.tags.length === 0)).toBe(true)
    expect(people.some((person) => (person.custom_fields_values?.length ?? 0) > 17)).toBe(true)
  })

  it('has somebody with leads, a customer and goods', async () => {
    const { id } = named('Вера Ковалёва')!
    const what = 'leads,customers,catalog_elements'
    const { _embedded: parts } = (await get(`/api/v4/contacts/${id}?with=${what}`)).body
    for (const part of what.split(',')) expect(parts[part].length).toBeGreaterThan(0)
  })

  it('speaks Russian and English', () => {
    const latin = people.filter(({ name }) => /^[\p{Script=Latin}' -]+$/u.test(name))
    const cyrillic = people.filter(({ name }) => /\p{Script=Cyrillic}/u.test(name))
    expect(latin.length).toBeGreaterThan(3)
    expect(cyrillic.length).toBeGreaterThan(20)
  })

  it('has chats with contacts, and there is one that belongs to nobody', async () => {
    const ids = people.map(({ id }) => `contact_id[]=${id}`).join('&')
    const { body } = await get(`/api/v4/contacts/chats?${ids}`)
    expect(body._embedded.chats.length).toBeGreaterThan(4)
    const nobodys = '0a5b1c2d-2222-4222-a222-000000000002'
    expect(mock.store.chats.get(nobodys)).toMatchObject({ contact_id: null, is_foreign: 0 })
    const asked = await get(`/api/v4/contacts/chats?chat_id[]=${nobodys}`)
    expect(asked.status).toBe(204)
  })
})

it('leaves small accounts as chance made them', () => {
  const { store } = buildMock({ contacts: 60 })
  expect(store.chats.get('0a5b1c2d-2222-4222-a222-000000000002')).toBeUndefined()
})
