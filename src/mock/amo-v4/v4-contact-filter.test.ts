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
const someone = all[10]!
const another = all[200]!

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
      const wanted = [someone[key], another[key]]
      const found = await listed(`filter[${key}][]=${wanted[0]}&filter[${key}][]=${wanted[1]}`)
      expect(ids(found)).toEqual(ids(all.filter((contact) => wanted.includes(contact[key]))))
    },
  )

  it('takes whole names, one or several', async () => {
    const names = [someone.name, another.name].map(encodeURIComponent)
    const found = await listed(`filter[name][]=${names[0]}&filter[name][]=${names[1]}`)
    const wanted = all.filter(({ name }) => [someone.name, another.name].includes(name))
    expect(ids(found)).toEqual(ids(wanted))
    expect(await listed(`filter[name]=${encodeURIComponent(someone.name.slice(0, -1))}`)).toEqual(
      [],
    )
  })

  it('takes ids in every spelling that clients use', async () => {
    const [a, b] = [someone.id, another.id]
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
    const many = all.slice(0, 250).map(({ id }) => `filter[id][]=${id}`)
    expect(await listed(many.join('&'))).toHaveLength(250)
  })

  it('joins different keys by AND', async () => {
    const user = someone.responsible_user_id
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

  it('take the id of an option, in every spelling', async () => {
    const wanted = withValue(4400101, ({ enum_id }) => enum_id === 3692602)
    expect(wanted.length).toBeGreaterThan(10)
    for (const key of ['[4400101][]', '[4400101][0]', '[4400101]', '%5B4400101%5D%5B%5D'])
      expect(ids(await listed(`filter[custom_fields_values]${key}=3692602`))).toEqual(wanted)
    const two = await listed(
      'filter[custom_fields_values][4400116][]=3692662&filter[custom_fields_values][4400116][]=3692664',
    )
    expect(ids(two)).toEqual(
      withValue(4400116, ({ enum_id }) => enum_id === 3692662 || enum_id === 3692664),
    )
  })

  it('take the text itself elsewhere', async () => {
    const phones = someone.custom_fields_values?.find(({ field_id }) => field_id === 4396818)
    const phone = phones?.values[0]?.value as string // telephones are texts
    const found = await listed(
      `filter[custom_fields_values][4396818][]=${encodeURIComponent(phone)}`,
    )
    expect(ids(found)).toEqual(withValue(4396818, ({ value }) => value === phone))
    expect(ids(await listed('filter[custom_fields_values][4396823][]=1'))).toEqual(
      withValue(4396823, ({ value }) => value === true),
    )
  })

  it('take ranges of numbers, money and dates', async () => {
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

  it('mean AND between two fields', async () => {
    const found = await listed(
      'filter[custom_fields_values][4400101][]=3692602&filter[custom_fields_values][4400108][]=3692611',
    )
    const one = new Set(withValue(4400101, ({ enum_id }) => enum_id === 3692602))
    const both = withValue(4400108, ({ enum_id }) => enum_id === 3692611).filter((id) =>
      one.has(id),
    )
    expect(ids(found)).toEqual(both)
  })
})

describe('what is not applied is not refused', () => {
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
    'nonsense[]=1',
  ])('%s brings the whole list', async (query) => {
    expect(await listed(query)).toHaveLength(all.length)
  })

  it('but a value of the wrong kind is', async () => {
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
  it('is read with the comma raw or encoded and adds what it names', async () => {
    for (const comma of [',', '%2C', ', ']) {
      const url = `/api/v4/contacts/${someone.id}?with=leads${comma}customers${comma}catalog_elements${comma}social_profiles`
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
    expect(Object.keys((await get(`/api/v4/contacts/${someone.id}`)).body._embedded)).toEqual([
      'tags',
      'companies',
    ])
  })
})
