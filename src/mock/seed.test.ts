import { describe, expect, it } from 'vitest'
import { buildMock } from './mock-app.ts'
import { mockClient } from './mock-client.ts'
import { feminine, emailFor, patronymics } from '#mock/seed/person-names.ts'
import { documentedBotContacts } from './seed/documented-contacts.ts'
import { randomFrom } from './seed/random.ts'

const now = Date.UTC(2026, 0, 15)
const demo = (seed: number) => mockClient(buildMock({ contacts: 400, seed, now: () => now }))

describe('generated contacts', () => {
  it('are the same for the same seed and time, and different for another seed', async () => {
    const page = async (seed: number) =>
      (await demo(seed).get('/api/v4/contacts?limit=250&with=leads,customers')).body
    const first = await page(1)
    expect(await page(1)).toEqual(first)
    expect(await page(2)).not.toEqual(first)
  })

  it('were created and changed in the last three years, the newest just now', async () => {
    const { body } = await demo(1).get('/api/v4/contacts?limit=250&order[created_at]=desc')
    const contacts: { created_at: number; updated_at: number }[] = body._embedded.contacts
    expect(now / 1000 - contacts[0]!.created_at).toBeLessThan(4 * 86_400) // 400 people in 3 years
    for (const { created_at, updated_at } of contacts) {
      expect(updated_at).toBeGreaterThanOrEqual(created_at)
      expect(updated_at).toBeLessThanOrEqual(now / 1000)
      expect(created_at).toBeGreaterThan(now / 1000 - 3 * 366 * 86_400)
    }
  })

  it('are diverse', async () => {
    const { get } = mockClient(buildMock({ contacts: 2200, now: () => now }))
    type Shown = {
      name: string
      custom_fields_values:
        | { field_type: string; field_code: string; values: { value: unknown }[] }[]
        | null
      _embedded: { leads: object[] }
    }
    const contacts: Shown[] = []
    for (let page = 1; page <= 9; page++) {
      const { body } = await get(`/api/v4/contacts?limit=250&with=leads&page=${page}`)
      contacts.push(...body._embedded.contacts)
    }
    const valuesOf = (contact: Shown, code: string) =>
      contact.custom_fields_values?.find(({ field_code }) => field_code === code)?.values ?? []
    const types = contacts.flatMap(
      (contact) => contact.custom_fields_values?.map(({ field_type }) => field_type) ?? [],
    )
    expect(new Set(types).size).toBe(17)
    expect(contacts.some((contact) => contact.custom_fields_values === null)).toBe(true)
    expect(contacts.some(({ name }) => /\S{60}/.test(name))).toBe(true)
    expect(
      Math.max(...contacts.map((contact) => valuesOf(contact, 'PHONE').length)),
    ).toBeGreaterThanOrEqual(3)
    expect(new Set(contacts.map(({ _embedded }) => _embedded.leads.length))).toEqual(
      new Set([0, 1, 2, 3, 6]),
    )
    const phones = contacts.map((contact) => valuesOf(contact, 'PHONE')[0]?.value).filter(Boolean)
    expect(new Set(phones).size).toBeLessThan(phones.length)
    expect(phones.some((phone) => /^\+(44|1|49)/.test(String(phone)))).toBe(true)
  })

  it('have surnames that agree with their gender', () => {
    const pairs = {
      Иванов: 'Иванова',
      Пушкин: 'Пушкина',
      Покровский: 'Покровская',
      Толстой: 'Толстая',
    }
    for (const [masculine, feminineForm] of Object.entries(pairs))
      expect(feminine(masculine)).toBe(feminineForm)
    for (const same of ['Шевченко', 'Черных', 'Петросян']) expect(feminine(same)).toBe(same)
  })

  it('have correct Russian patronymics', () => {
    const sons = patronymics.map(({ son }) => son)
    const daughters = patronymics.map(({ daughter }) => daughter)
    for (const name of ['Павлович', 'Львович', 'Ильич', 'Никитич', 'Дмитриевич', 'Юрьевич'])
      expect(sons).toContain(name)
    for (const name of ['Павловна', 'Львовна', 'Ильинична', 'Никитична', 'Петровна'])
      expect(daughters).toContain(name)
  })

  it('have e-mail addresses of Latin letters that belong to their names', () => {
    const name = { first: 'Щукарь', last: 'Хьюз-Ёлкин', isRussian: true, isFemale: false }
    expect(emailFor(randomFrom(1), name, 'example.ru')).toBe('s.khyuz-elkin@example.ru')
  })

  it('share phone numbers with bot contacts in the bot of their messenger', async () => {
    const { get } = demo(1)
    type Bot = { id: number; bot_id: number; messenger: string; phone: string | null }
    const { data } = (await get('/api/v1/getContacts')).body
    const bots: Bot[] = data.slice(documentedBotContacts.length)
    const bodies = await Promise.all(
      [1, 2].map((page) => get(`/api/v4/contacts?limit=250&page=${page}`)),
    )
    const known = new Set(
      bodies.flatMap(({ body }) =>
        JSON.stringify(body)
          .match(/"\+\d{10,}"/g)
          ?.map((phone) => phone.slice(2, -1)),
      ),
    )
    const shared = bots.filter(({ phone }) => phone !== null && known.has(phone))
    expect(shared.length).toBeGreaterThan(bots.length / 2)
    expect(shared.length).toBeLessThan(bots.length)
    const messengersOf = (bot: number) =>
      new Set(bots.filter(({ bot_id: id }) => id === bot).map(({ messenger }) => messenger))
    expect(messengersOf(1)).toEqual(new Set(['whatsapp']))
    expect(messengersOf(2)).toEqual(new Set(['telegram']))
    expect(messengersOf(3).size).toBe(4)
  })

  it('does not list the trash and contacts that are only in an incoming lead', async () => {
    const mock = buildMock({ contacts: 400, now: () => now })
    const { get } = mockClient(mock)
    const seen = new Set<number>()
    for (const page of [1, 2])
      for (const { id } of (await get(`/api/v4/contacts?limit=250&page=${page}`)).body._embedded
        .contacts)
        seen.add(id)
    expect(seen.size).toBe(400) // contacts in the trash are not included
    expect((await get('/_mock/contacts/count')).body).toEqual({ count: 400 })
    const { body } = await get('/api/v4/contacts?with=only_deleted')
    expect(body._embedded.contacts.length).toBeGreaterThan(0)
    for (const contact of body._embedded.contacts) {
      expect(seen.has(contact.id)).toBe(false)
      expect(contact.is_deleted).toBe(false) // measured on a live account
      expect((await get(`/api/v4/contacts/${contact.id}`)).status).toBe(204)
    }
  })
})
