import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildMock, type Mock } from './mock-app.ts'
import { mockClient } from './mock-client.ts'
import { runs } from '#testing/soak.ts'

const demo = (contacts = 0): Mock & ReturnType<typeof mockClient> => {
  const mock = buildMock({ contacts, now: () => Date.UTC(2026, 0, 15) })
  return { ...mock, ...mockClient(mock) }
}

const text = fc.string({ unit: 'grapheme', maxLength: 60 })
const word = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  .map((s) => s.trim() || 'x')

/** A custom field with a value of its type, and the value expected in a read. */
const fieldValue = fc.oneof(
  word.map((value) => ({ field_id: 4396817, values: [{ value }], read: [{ value }] })),
  fc.array(fc.constantFrom('WORK', 'MOB', 'HOME'), { minLength: 1, maxLength: 4 }).map((codes) => {
    const values = codes.map((enum_code, i) => ({ value: `+7999000000${i}`, enum_code }))
    return { field_id: 4396818, values, read: values }
  }),
  fc.boolean().map((value) => ({ field_id: 4396823, values: [{ value }], read: [{ value }] })),
  fc.integer({ min: -1_000_000, max: 1_000_000 }).map((number) => ({
    field_id: 4400102,
    values: [{ value: number }],
    read: [{ value: String(number) }],
  })),
  fc.constantFrom(['Старт', 3692601], ['Бизнес', 3692603]).map(([value, enum_id]) => ({
    field_id: 4400101,
    values: [{ enum_id, value: null }],
    read: [{ value, enum_id }],
  })),
  fc.uniqueArray(fc.constantFrom(3692662, 3692663, 3692664), { minLength: 1 }).map((ids) => ({
    field_id: 4400116,
    values: ids.map((enum_id) => ({ enum_id })),
    read: ids.map((enum_id) => ({ enum_id })),
  })),
  fc.integer({ min: 0, max: 4_000_000_000 }).map((value) => ({
    field_id: 4400106,
    values: [{ value }],
    read: [{ value }],
  })),
)

const contact = fc.record(
  {
    name: text,
    first_name: text,
    last_name: text,
    responsible_user_id: fc.constantFrom(0, 504141, 504142, 504144),
    created_at: fc.integer({ min: 1, max: 1_900_000_000 }),
    fields: fc.uniqueArray(fieldValue, { selector: ({ field_id }) => field_id, maxLength: 5 }),
    tags: fc.uniqueArray(word, { maxLength: 4 }),
  },
  { requiredKeys: ['fields', 'tags'] },
)

describe('a written contact', () => {
  it('is read back as it was acknowledged, in any batch', async () => {
    const { get, post } = demo()
    await fc.assert(
      fc.asyncProperty(fc.array(contact, { minLength: 1, maxLength: 12 }), async (batch) => {
        const items = batch.map(({ fields, tags, ...rest }) => ({
          ...rest,
          custom_fields_values: fields.map(({ field_id, values }) => ({ field_id, values })),
          _embedded: { tags: tags.map((name) => ({ name })) },
        }))
        const { status, body } = await post('/api/v4/contacts', items)
        expect(status).toBe(200)
        const ids: number[] = body._embedded.contacts.map(({ id }: { id: number }) => id)
        expect(new Set(ids).size).toBe(batch.length)
        const filter = ids.map((id) => `filter[id][]=${id}`).join('&')
        const read = (await get(`/api/v4/contacts?order[id]=asc&limit=250&${filter}`)).body
          ._embedded.contacts
        for (const [i, { fields, tags, ...sent }] of batch.entries()) {
          const { name: _name, ...rest } = sent
          expect(read[i]).toMatchObject({ id: ids[i], ...rest })
          const joined = `${sent.first_name ?? ''} ${sent.last_name ?? ''}`.trim()
          expect(read[i].name).toBe(joined || (sent.name ?? ''))
          expect(read[i]._embedded.tags.map(({ name }: { name: string }) => name)).toEqual(tags)
          const values: { field_id: number; values: object[] }[] =
            read[i].custom_fields_values ?? []
          expect(values).toHaveLength(fields.length)
          for (const field of fields)
            expect(
              values.find(({ field_id }) => field_id === field.field_id)?.values,
            ).toMatchObject(field.read)
        }
      }),
      { numRuns: runs(60) },
    )
  })

  it('through v2 has the same meaning when read through v4', async () => {
    const { get, post } = demo()
    const legacyFields = fc.uniqueArray(fieldValue, {
      selector: ({ field_id }) => field_id,
      maxLength: 5,
    })
    await fc.assert(
      fc.asyncProperty(
        word,
        legacyFields,
        fc.uniqueArray(fc.stringMatching(/^[а-яa-z]{1,9}$/), { maxLength: 3 }),
        async (name, fields, tags) => {
          const custom_fields = fields.map(({ field_id, values }) => ({
            id: String(field_id),
            values: values.map((item) => {
              const { value, enum_code, enum_id } = {
                enum_code: undefined,
                enum_id: undefined,
                value: undefined,
                ...item,
              }
              if (field_id === 4400116) return String(enum_id)
              if (typeof value === 'boolean') return { value: value ? 1 : 0 }
              return {
                value: value ?? enum_id,
                ...(enum_code === undefined ? {} : { enum: enum_code }),
              }
            }),
          }))
          const { body } = await post('/api/v2/contacts', {
            add: [{ name, custom_fields, tags: tags.join(',') }],
          })
          expect(body._embedded.errors).toBeUndefined()
          const read = (await get(`/api/v4/contacts/${body._embedded.items[0].id}`)).body
          expect(read.name.split(/\s+/)).toEqual(name.trim().split(/\s+/))
          expect(read._embedded.tags.map((tag: { name: string }) => tag.name)).toEqual(tags)
          const values: { field_id: number; values: object[] }[] = read.custom_fields_values ?? []
          expect(values).toHaveLength(fields.length)
          for (const field of fields)
            expect(
              values.find(({ field_id }) => field_id === field.field_id)?.values,
            ).toMatchObject(field.read)
        },
      ),
      { numRuns: runs(60) },
    )
  })
})

const filters = fc.constantFrom(
  '',
  'filter[responsible_user_id]=504142',
  'filter[created_by][]=0&filter[created_by][]=504141',
  'filter[created_at][from]=1700000000&filter[created_at][to]=1760000000',
  'filter[updated_at][from]=1740000000',
  'filter[closest_task_at][from]=1',
  'filter[custom_fields_values][4400101][]=3692602',
  'filter[custom_fields_values][4400102][from]=5',
  'query=%D0%B0%D0%BD%D0%BD',
  'query=mail',
  'query=%D0%B2%D0%B0',
  'with=only_deleted',
  'filter[nope]=1',
)
const orders = fc.constantFrom(
  '',
  ...['id', 'updated_at', 'created_at', 'name'].flatMap((key) => [
    `order[${key}]=asc`,
    `order[${key}]=desc`,
  ]),
)

describe('paging', () => {
  it('visits each contact exactly once, with any filter, order and size', async () => {
    const { get } = demo(700)
    const collectIds = async (query: string, limit: number) => {
      const ids: number[] = []
      let url: string | undefined = `/api/v4/contacts?limit=${limit}&${query}`
      while (url) {
        const { status, body } = await get(url)
        if (status === 204) break
        for (const { id } of body._embedded.contacts) ids.push(id)
        url = body._links.next?.href.replace('http://example.amocrm.ru', '')
      }
      return ids
    }
    await fc.assert(
      fc.asyncProperty(
        filters,
        orders,
        fc.integer({ min: 20, max: 250 }),
        async (filter, order, limit) => {
          const ids = await collectIds(`${filter}&${order}`, limit)
          expect(new Set(ids).size).toBe(ids.length)
          const all = await collectIds(filter, 250)
          expect(ids.toSorted((a, b) => a - b)).toEqual(all.toSorted((a, b) => a - b))
        },
      ),
      { numRuns: runs(40) },
    )
  })

  it('finds the same rows after any writes as a query of the table', async () => {
    const { get, store } = demo(3000)
    await get('/api/v4/contacts?order[name]=asc')
    const order = (key: string) => get(`/api/v4/contacts?limit=250&page=7&order[${key}]=asc`)
    for (const key of ['id', 'updated_at', 'created_at', 'name']) await order(key)
    const ids = () =>
      store.db.all<{ id: number }>('select id from contacts where shown = 1').map(({ id }) => id)
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(), word, fc.integer({ min: 1, max: 1_800_000_000 })), {
          maxLength: 60,
        }),
        (edits) => {
          const all = ids()
          for (const [index, name, updated_at] of edits) {
            const before = index % 5 === 0 ? undefined : store.contact(all[index % all.length]!)
            if (before) store.updateContact(before, { name, updated_at }, 504141)
            else store.createContact({ name, updated_at, created_at: updated_at }, 504141)
          }
        },
      ),
      { numRuns: runs(30) },
    )
    const columns = {
      id: 'id',
      updated_at: 'updated_at, id',
      created_at: 'created_at, id',
      name: 'sort_name, id',
    }
    for (const [key, columnList] of Object.entries(columns)) {
      const wanted = store.db.all<{ id: number }>(
        `select id from contacts where shown = 1 order by ${columnList} limit 250 offset 1500`,
      )
      const { body } = await order(key)
      expect(body._embedded.contacts.map(({ id }: { id: number }) => id)).toEqual(
        wanted.map(({ id }) => id),
      )
    }
    expect(store.countContacts()).toBe(ids().length)
  })
})
