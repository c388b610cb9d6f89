import { describe, expect, it } from 'vitest'
import { buildMock } from '#mock/mock-app.ts'
import { mockClient } from '#mock/mock-client.ts'

const mock = buildMock({ contacts: 400, now: () => Date.UTC(2026, 0, 15) })
const { get } = mockClient(mock)

type Shown = {
  id: number
  name: string
  created_at: number
  updated_at: number
  created_by: number
  updated_by: number
  responsible_user_id: number
  closest_task_at: number | null
  custom_fields_values:
    | { field_id: number; values: { value: unknown; enum_id?: number }[] }[]
    | null
}

async function listed(query: string): Promise<Shown[]> {
  const found: Shown[] = []
  for (let page = 1; ; page++) {
    const { status, body } = await get(`/api/v4/contacts?limit=250&page=${page}&${query}`)
    if (status === 204) return found
    found.push(...body._embedded.contacts)
    if (!body._links.next) return found
  }
}

const ids = (contacts: Shown[]) => contacts.map(({ id }) => id).toSorted((a, b) => a - b)
const all = await listed('')
const sample = all[10]!
const otherSample = all[200]!

describe('filters', () => {
  const spread = (key: keyof Shown) => {
    const known = all.map((contact) => Number(contact[key])).toSorted((a, b) => a - b)
    return [known[100]!, known[250]!] as const
  }
  it.each(['created_at', 'updated_at'] as const)(
    'takes a range of %s from both ends or one',
    async (key) => {
      const [from, to] = spread(key)
      const within = (low: number, high: number) =>
        ids(all.filter((contact) => contact[key] >= low && contact[key] <= high))
      const both = await listed(`filter[${key}][from]=${from}&filter[${key}][to]=${to}`)
      expect(ids(both)).toEqual(within(from, to))
      expect(ids(await listed(`filter[${key}][from]=${from}`))).toEqual(within(from, Infinity))
      expect(ids(await listed(`filter[${key}][to]=${to}`))).toEqual(within(0, to))
      expect(ids(await listed(`filter[${key}]=${from}`))).toEqual(within(from, from))
    },
  )

  it('takes a range of closest_task_at', async () => {
    const due = all.filter((contact) => contact.closest_task_at !== null)
    expect(due.length).toBeGreaterThan(10)
    expect(ids(await listed('filter[closest_task_at][from]=1'))).toEqual(ids(due))
  })

  it.each(['created_by', 'updated_by', 'responsible_user_id'] as const)(
    'takes one or more of %s',
    async (key) => {
      const wanted = [sample[key], otherSample[key]]
      const found = await listed(`filter[${key}][]=${wanted[0]}&filter[${key}][]=${wanted[1]}`)
      expect(ids(found)).toEqual(ids(all.filter((contact) => wanted.includes(contact[key]))))
    },
  )

  it('matches whole names, one or several', async () => {
    const names = [sample.name, otherSample.name].map(encodeURIComponent)
    const found = await listed(`filter[name][]=${names[0]}&filter[name][]=${names[1]}`)
    const wanted = all.filter(({ name }) => [sample.name, otherSample.name].includes(name))
    expect(ids(found)).toEqual(ids(wanted))
    expect(await listed(`filter[name]=${encodeURIComponent(sample.name.slice(0, -1))}`)).toEqual([])
  })

  it('takes ids in every spelling that clients use', async () => {
    const [a, b] = [sample.id, otherSample.id]
    const spellings = [
      `filter[id][]=${a}&filter[id][]=${b}`,
      `filter[id][0]=${a}&filter[id][1]=${b}`,
      `filter[id]=${a},${b}`,
      `filter[id]=${a}%2C${b}`,
      `filter%5Bid%5D%5B%5D=${a}&filter%5Bid%5D%5B%5D=${b}`,
      `filter%5Bid%5D%5B0%5D=${a}&filter%5Bid%5D%5B1%5D=${b}`,
      `filter%5Bid%5D=${a}%2C${b}`,
      `filter[id][300]=${a}&filter[id][301]=${b}`,
    ]
    for (const spelling of spellings) {
      const found = ids(await listed(spelling))
      expect({ spelling, found }).toEqual({ spelling, found: [a, b].toSorted((x, y) => x - y) })
    }
    const filters = all.slice(0, 250).map(({ id }) => `filter[id][]=${id}`)
    expect(await listed(filters.join('&'))).toHaveLength(250)
  })

  it('combines different keys with AND', async () => {
    const user = sample.responsible_user_id
    const found = await listed(`filter[responsible_user_id]=${user}&filter[created_by]=504141`)
    const wanted = all.filter((c) => c.responsible_user_id === user && c.created_by === 504141)
    expect(ids(found)).toEqual(ids(wanted))
  })
})

describe('filters by custom fields', () => {
  const withValue = (
    fieldId: number,
    matches: (item: { value: unknown; enum_id?: number }) => boolean,
  ) =>
    ids(
      all.filter((c) =>
        c.custom_fields_values?.some((f) => f.field_id === fieldId && f.values.some(matches)),
      ),
    )

  it('match an option id, in every spelling', async () => {
    const wanted = withValue(4400101, ({ enum_id }) => enum_id === 3692602)
    expect(wanted.length).toBeGreaterThan(10)
    for (const key of ['[4400101][]', '[4400101][0]', '[4400101]', '%5B4400101%5D%5B%5D'])
      expect(ids(await listed(`filter[custom_fields_values]${key}=3692602`))).toEqual(wanted)
    const both = await listed(
      'filter[custom_fields_values][4400116][]=3692662&filter[custom_fields_values][4400116][]=3692664',
    )
    expect(ids(both)).toEqual(
      withValue(4400116, ({ enum_id }) => enum_id === 3692662 || enum_id === 3692664),
    )
  })

  it('match the value of other fields', async () => {
    const phones = sample.custom_fields_values?.find(({ field_id }) => field_id === 4396818)
    const phone = phones?.values[0]?.value as string // the value of a phone is a string
    const found = await listed(
      `filter[custom_fields_values][4396818][]=${encodeURIComponent(phone)}`,
    )
    expect(ids(found)).toEqual(withValue(4396818, ({ value }) => value === phone))
    expect(ids(await listed('filter[custom_fields_values][4396823][]=1'))).toEqual(
      withValue(4396823, ({ value }) => value === true),
    )
  })

  it('match ranges of numbers, money and dates', async () => {
    for (const [field, from, to] of [
      [4400102, 5, 10],
      [4400111, 100, 5000],
      [4400107, 0, 1e9],
    ] as const) {
      const found = await listed(
        `filter[custom_fields_values][${field}][from]=${from}&filter[custom_fields_values][${field}][to]=${to}`,
      )
      expect(found.length).toBeGreaterThan(0)
      expect(ids(found)).toEqual(
        withValue(field, ({ value }) => Number(value) >= from && Number(value) <= to),
      )
    }
  })

  it('combine two fields with AND', async () => {
    const found = await listed(
      'filter[custom_fields_values][4400101][]=3692602&filter[custom_fields_values][4400108][]=3692611',
    )
    const first = new Set(withValue(4400101, ({ enum_id }) => enum_id === 3692602))
    const both = withValue(4400108, ({ enum_id }) => enum_id === 3692611).filter((id) =>
      first.has(id),
    )
    expect(ids(found)).toEqual(both)
  })
})

describe('filters that are not applied', () => {
  it.each([
    'filter[nope]=1',
    'filter[tags][]=vip',
    'filter[custom_fields_values][PHONE][]=1',
    'filter[custom_fields_values][1][]=1',
    'filter[custom_fields_values][4400101][]=',
    'filter[custom_fields_values][4400101][]=null',
    'filter[id]=',
    'filter[name]=',
    'filter[created_at][from]=',
    'with=',
    'with=null',
    'with=nope',
    'order[nope]=asc',
    'query=',
    'unknown[]=1',
  ])('%s returns the whole list', async (query) => {
    expect(await listed(query)).toHaveLength(all.length)
  })

  it('rejects a value of the wrong type', async () => {
    for (const query of [
      'filter[id]=abc',
      'filter[created_at][from]=yesterday',
      'filter[updated_by][]=x',
    ])
      expect(await get(`/api/v4/contacts?${query}`)).toMatchObject({
        status: 400,
        type: 'application/problem+json',
      })
  })
})

describe('with', () => {
  it('is read with raw or encoded commas and adds what it names', async () => {
    for (const comma of [',', '%2C', ', ']) {
      const url = `/api/v4/contacts/${sample.id}?with=leads${comma}customers${comma}catalog_elements${comma}social_profiles`
      const { body } = await get(url)
      expect(Object.keys(body._embedded).toSorted()).toEqual([
        'catalog_elements',
        'companies',
        'customers',
        'leads',
        'social_profiles',
        'tags',
      ])
    }
    expect(Object.keys((await get(`/api/v4/contacts/${sample.id}`)).body._embedded)).toEqual([
      'tags',
      'companies',
    ])
  })
})
