import { describe, expect, it } from 'vitest'
import type { z } from 'zod/mini'
import type { ContactDetail, ContactPage } from '#contract/api/contacts.ts'
import type { fieldList } from '#contract/api/fields.ts'
import { companyParts } from '#testing/entity-parts.ts'
import { testToken } from '#testing/source-stack.ts'
import { buildStack } from '#testing/stack.ts'

const list = '/api/sources/main/contacts'
type FieldList = z.infer<typeof fieldList>

describe('the list', () => {
  it('returns a page with names for companies and users', async () => {
    const { mock, proxy } = buildStack({ contacts: 0 })
    mock.store.companies.save(ursa)
    mock.store.addContact({
      id: 7,
      name: 'Ada Lovelace',
      phones: ['+44 20 7946 0000'],
      emails: ['ada@example.com'],
      tags: ['vip'],
      company_id: ursa.id,
      responsible_user_id: 504_142,
      created_at: 1_700_000_000,
      updated_at: 1_700_003_600,
    })
    const answer = await proxy.inject(list)
    expect(answer.json()).toEqual({
      items: [
        expect.objectContaining({
          id: 7,
          name: 'Ada Lovelace',
          phones: [{ value: '+44 20 7946 0000', kind: 'WORK', kindId: expect.any(Number) }],
          emails: [{ value: 'ada@example.com', kind: 'WORK', kindId: expect.any(Number) }],
          company: { id: ursa.id, name: 'Ursa Ltd' },
          responsible: { id: 504_142, name: expect.any(String) },
          tags: [{ id: expect.any(Number), name: 'vip' }],
          createdAt: '2023-11-14T22:13:20.000Z',
          updatedAt: '2023-11-14T23:13:20.000Z',
          createdBy: { id: expect.any(Number), name: expect.any(String) },
          updatedBy: { id: expect.any(Number), name: expect.any(String) },
          nextTaskAt: null,
          fields: [],
        }),
      ],
      page: 1,
      unreadable: [],
      hasNext: false,
      total: null,
      asOf: null,
      filterApplied: true,
    })
  })

  it('carries requested fields with each row, as in the contact itself', async () => {
    const { proxy } = buildStack()
    for (const source of ['main', 'legacy', 'bots']) {
      const path = `/api/sources/${source}`
      const fields = (await proxy.inject(`${path}/fields`)).json<FieldList>().items
      const ids = fields.map((field) => field.id)
      const rows = `${path}/contacts?size=100&columns=${ids.join(',')}`
      const { items } = (await proxy.inject(rows)).json<ContactPage>()
      const full = items.toSorted((a, b) => b.fields.length - a.fields.length)[0]!
      expect(full.fields.length).toBeGreaterThan(1)
      const detail = (await proxy.inject(`${path}/contacts/${full.id}`)).json<ContactDetail>()
      expect(full.fields).toEqual(detail.fields.map(({ id, value }) => ({ id, value })))
      const one = (
        await proxy.inject(`${path}/contacts?size=100&columns=${full.fields[0]!.id}`)
      ).json<ContactPage>()
      const same = one.items.find(({ id }) => id === full.id)
      expect(same?.fields).toEqual([full.fields[0]])
    }
  })

  it('returns an empty page if nothing matches', async () => {
    const { proxy } = buildStack()
    const answer = await proxy.inject(`${list}?search=nobody-has-this-name`)
    expect(answer.json()).toEqual({
      items: [],
      page: 1,
      unreadable: [],
      hasNext: false,
      total: null,
      asOf: null,
      filterApplied: true,
    })
  })

  it('visits each contact once, page by page, in the requested order', async () => {
    const { mock, proxy } = buildStack({ contacts: 0 })
    for (let id = 120; id > 0; id--) mock.store.addContact({ id, name: `Person ${id % 10}` })
    const ids: number[] = []
    for (let page = 1; ; page++) {
      const answer = await proxy.inject(`${list}?size=50&sort=id&page=${page}`)
      const { items, hasNext } = answer.json<{ items: { id: number }[]; hasNext: boolean }>()
      ids.push(...items.map((c) => c.id))
      if (!hasNext) break
    }
    expect(ids).toEqual(Array.from({ length: 120 }, (_, index) => index + 1))
  })

  it('finds by name, phone and e-mail', async () => {
    const { mock, proxy } = buildStack({ contacts: 30 })
    mock.store.addContact({
      id: 5,
      name: 'Ждан Ёжиков',
      phones: ['+79990001122'],
      emails: ['z@kac.example'],
    })
    for (const search of ['ёжиков', '9990001122', '8 (999) 000-11-22', 'z@kac']) {
      const answer = await proxy.inject(`${list}?search=${encodeURIComponent(search)}`)
      expect(answer.json<{ items: { id: number }[] }>().items.map((c) => c.id)).toEqual([5])
    }
  })
})

describe('one contact', () => {
  it('is returned with all fields, counts and authors', async () => {
    const { mock, proxy } = buildStack()
    mock.store.addContact({ id: 9, first_name: 'Grace', last_name: 'Hopper', leads: [] })
    const answer = await proxy.inject(`${list}/9`)
    expect(answer.json()).toMatchObject({
      id: 9,
      name: 'Grace Hopper',
      firstName: 'Grace',
      fields: [],
      counts: { leads: 0, customers: 0, catalogElements: 0 },
      url: 'https://demo.example/contacts/detail/9',
    })
  })

  it('is a 404 if the source does not have it', async () => {
    const { proxy } = buildStack()
    const answer = await proxy.inject(`${list}/424242`)
    expect(answer.statusCode).toBe(404)
    expect(answer.json()).toMatchObject({ code: 'not_found' })
  })

  it('has its leads, customers and elements by name, as many as were counted', async () => {
    const { proxy } = buildStack({ contacts: 200 })
    const { items } = (await proxy.inject(`${list}?size=250`)).json<{ items: { id: number }[] }>()
    const seen = { leads: 0, customers: 0, 'catalog-elements': 0 }
    for (const { id } of items.slice(0, 60)) {
      const { counts } = (await proxy.inject(`${list}/${id}`)).json<{
        counts: { leads: number; customers: number; catalogElements: number }
      }>()
      const expected = {
        leads: counts.leads,
        customers: counts.customers,
        'catalog-elements': counts.catalogElements,
      }
      for (const part of ['leads', 'customers', 'catalog-elements'] as const) {
        if (expected[part] === 0) continue
        const answer = await proxy.inject(`${list}/${id}/${part}`)
        const linked = answer.json<{ items: { name: string | null }[] }>().items
        expect(linked).toHaveLength(expected[part])
        expect(linked.every((item) => item.name)).toBe(true)
        seen[part] += 1
      }
    }
    expect(Object.values(seen).every((times) => times > 0)).toBe(true)
  })
})

describe('rejected requests', () => {
  it.each([
    ['page=0', 'page'],
    ['page=banana', 'page'],
    ['size=0', 'size'],
    ['size=500', 'size'],
    ['sort=price', 'sort'],
    ['sort=createdAt', 'sort'],
    ['colour=red', 'colour'],
    [`search=${'x'.repeat(201)}`, 'search'],
  ])('names the invalid parameter of ?%s', async (query, name) => {
    const { mock, proxy } = buildStack()
    const answer = await proxy.inject(`${list}?${query}`)
    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toMatchObject({ code: 'invalid_input', fields: [{ name }] })
    expect(mock.received.all()).toEqual([])
  })

  it('names all of them at once', async () => {
    const { proxy } = buildStack()
    const { fields } = (await proxy.inject(`${list}?page=0&sort=x&foo=1`)).json<{
      fields: { name: string }[]
    }>()
    expect(fields.map((f) => f.name).toSorted()).toEqual(['foo', 'page', 'sort'])
  })

  it.each(['/api/%zz', `${list}/${'9'.repeat(400)}`, `${list}/1e3`, `${list}/0x10`])(
    'answers %s with a Problem',
    async (url) => {
      const { proxy } = buildStack()
      const answer = await proxy.inject(url)
      expect(answer.statusCode).toBeGreaterThanOrEqual(400)
      expect(answer.statusCode).toBeLessThan(500)
      expect(answer.json()).toMatchObject({ code: 'invalid_input', requestId: expect.any(String) })
    },
  )

  it('rejects unknown sources and ids that are not numbers', async () => {
    const { proxy } = buildStack()
    expect((await proxy.inject('/api/sources/other/contacts')).statusCode).toBe(404)
    expect((await proxy.inject(`${list}/abc`)).statusCode).toBe(400)
    expect((await proxy.inject('/api/nothing')).json()).toMatchObject({ code: 'not_found' })
  })
})

describe('a failing source', () => {
  it('is retried, and a single failure goes unnoticed', async () => {
    const { mock, proxy } = buildStack()
    mock.faults.add({ kind: 'status', status: 502, path: '/api/v4/contacts', times: 1 })
    expect((await proxy.inject(list)).statusCode).toBe(200)
  })

  it('never has its token revealed', async () => {
    const { mock, proxy } = buildStack({ proxyToken: 'wrong-secret-token' })
    const rejected = await proxy.inject(list)
    expect(rejected.json()).toMatchObject({ code: 'source_unauthorized' })
    mock.faults.add({ kind: 'status', status: 500, detail: testToken })
    for (const path of [list, `${list}/5`, '/api/sources'])
      expect((await proxy.inject(path)).body).not.toMatch(/wrong-secret-token|test-token/)
  })

  it('returns contacts without company names if these are unavailable', async () => {
    const { mock, proxy } = buildStack()
    mock.faults.add({ kind: 'status', status: 502, path: '/api/v4/companies' })
    const answer = await proxy.inject(list)
    expect(answer.statusCode).toBe(200)
    const { items } = answer.json<{ items: { company: { name: string | null } | null }[] }>()
    const companies = items.flatMap((contact) => contact.company ?? [])
    expect(companies.length).toBeGreaterThan(0)
    expect(companies.every((company) => company.name === null)).toBe(true)
  })

  it('returns users without names if the account hides them', async () => {
    const { mock, proxy } = buildStack()
    mock.faults.add({ kind: 'status', status: 403, path: '/api/v4/users' })
    const { items } = (await proxy.inject(list)).json<{
      items: { responsible: { id: number; name: string | null } | null }[]
    }>()
    expect(items.length).toBeGreaterThan(0)
    expect(items.every((c) => c.responsible === null || c.responsible.name === null)).toBe(true)
  })

  it('assigns no wrong name to a company if the account ignores ID filters', async () => {
    const { mock, proxy } = buildStack({ contacts: 60 })
    mock.store.companies.save(ursa)
    mock.store.addContact({ id: 7, name: 'Ada', company_id: ursa.id, updated_at: 4_000_000_000 })
    mock.faults.add({ kind: 'ignore-filter', path: '/api/v4/companies' })
    const { items } = (await proxy.inject(`${list}?size=1`)).json<{ items: unknown[] }>()
    expect(items).toMatchObject([{ id: 7, company: { id: ursa.id, name: 'Ursa Ltd' } }])
  })
})

const ursa = { ...companyParts, id: 601, name: 'Ursa Ltd' }

describe('a search', () => {
  it.each(['\u200B', '\u202A \u202C', 'tel:', 'mailto: '])(
    'for %j never lists all',
    async (text) => {
      const { proxy } = buildStack({ contacts: 3 })
      const answer = await proxy.inject(`${list}?search=${encodeURIComponent(text)}`)
      expect(answer.json()).toMatchObject({ code: 'invalid_input', fields: [{ name: 'search' }] })
    },
  )

  const { mock, proxy } = buildStack({ contacts: 0 })
  const emails = ['ada@example.com']
  mock.store.addContact({ id: 1, name: 'Ada', phones: ['+79165550101'], emails })
  mock.store.addContact({ id: 2, name: 'Grace', phones: ['8 (916) 555-01-01'], emails })
  mock.store.addContact({ id: 3, name: 'Emmy', phones: ['+79165550202'] })

  it.each([
    '+7 (916) 555-01-01',
    '8 916 555 01 01',
    '9165550101',
    '\u202A+7 916 555‑01‑01\u202C',
    'tel:+79165550101',
    'mailto:ada@example.com',
    '"Ada Lovelace" <ada@example.com>',
  ])('for %s finds all contacts that have it, in any notation', async (search) => {
    for (const source of ['main', 'legacy']) {
      const query = new URLSearchParams({ search })
      const answer = await proxy.inject(`/api/sources/${source}/contacts?${query}`)
      const found = answer.json<ContactPage>()
      expect(found.items.map(({ id }) => id).toSorted((a, b) => a - b)).toEqual([1, 2])
      expect(found.filterApplied).toBe(true)
    }
  })
})
