import { describe, expect, it } from 'vitest'
import { buildStack } from '#testing/stack.ts'

const list = '/api/sources/main/contacts'
type Page = { items: { id: number }[]; filterApplied: boolean }

/** Five contacts of which every filter matches only some. */
function stackOfFive() {
  const stack = buildStack({ contacts: 0 })
  const { store } = stack.mock
  const phone = store.directory.fieldByCode('PHONE')
  const tariff = store.directory.fieldByCode('TARIFF')
  const basic = tariff?.enums?.[1]
  store.addContact({ id: 1, name: 'Ada', responsible_user_id: 504_142, created_at: 1_700_000_000 })
  store.addContact({ id: 2, name: 'Bob', created_by: 504_143, created_at: 1_710_000_000 })
  store.addContact({ id: 3, name: 'Cyd', updated_by: 504_144, closest_task_at: 1_800_000_000 })
  store.addContact({ id: 4, name: 'Dan', phones: ['+79990001122'], updated_at: 1_600_000_000 })
  store.addContact({
    id: 5,
    name: 'Eve',
    fields: [
      {
        field_id: tariff?.id ?? 0,
        field_name: tariff?.name ?? '',
        field_code: 'TARIFF',
        field_type: 'select',
        values: [{ value: basic?.value, enum_id: basic?.id ?? 0, enum_code: basic?.code ?? null }],
      },
    ],
  })
  return { ...stack, phone: phone?.id, tariff: tariff?.id, basic: basic?.id }
}

const json = (value: unknown) => encodeURIComponent(JSON.stringify(value))

describe('a filter', () => {
  it.each([
    ['ids=2,4', [2, 4]],
    ['name=Cyd', [3]],
    ['responsible=504142', [1]],
    ['createdBy=504143', [2]],
    ['updatedBy=504144', [3]],
    ['created=2023-11-01T00:00:00Z..2023-12-01T00:00:00Z', [1]],
    ['updated=..2021-01-01T00:00:00Z', [4]],
    ['nextTask=2027-01-01T00:00:00Z..', [3]],
    ['ids=1,2&responsible=504142', [1]],
  ])('%s matches %o', async (query, ids) => {
    const { proxy } = stackOfFive()
    const page = (await proxy.inject(`${list}?sort=id&${query}`)).json<Page>()
    expect(page.items.map((c) => c.id)).toEqual(ids)
    expect(page.filterApplied).toBe(true)
  })

  it('by a custom field accepts a text as such and an option by its ID', async () => {
    const { proxy, phone, tariff, basic } = stackOfFive()
    const byPhone = json([{ id: phone, is: ['+79990001122'] }])
    const byOption = json([{ id: tariff, is: [String(basic)] }])
    expect((await proxy.inject(`${list}?fields=${byPhone}`)).json<Page>().items).toMatchObject([
      { id: 4 },
    ])
    expect((await proxy.inject(`${list}?fields=${byOption}`)).json<Page>().items).toMatchObject([
      { id: 5 },
    ])
  })

  it('or a search that the account ignored is detected', async () => {
    const { mock, proxy } = stackOfFive()
    mock.faults.add({ kind: 'ignore-filter', path: '/api/v2/contacts' })
    const ignored = await proxy.inject('/api/sources/legacy/contacts?search=zzzzqqq')
    expect(ignored.json<Page>()).toMatchObject({ filterApplied: false })
    const found = await proxy.inject('/api/sources/main/contacts?search=ada')
    expect(found.json<Page>()).toMatchObject({ filterApplied: true, items: [{ id: 1 }] })
  })

  it('that the account ignored is detected', async () => {
    const { mock, proxy } = stackOfFive()
    mock.faults.add({ kind: 'ignore-filter', path: '/api/v4/contacts' })
    const page = (await proxy.inject(`${list}?responsible=504142`)).json<Page>()
    expect(page.items).toHaveLength(5)
    expect(page.filterApplied).toBe(false)
  })
})

it.each([
  ['ids=1,x', 'ids'],
  ['created=yesterday..', 'created'],
  ['created=..', 'created'],
  ['fields=%7B', 'fields'],
  [`fields=${json([{ id: 1, is: [] }])}`, 'fields'],
  [`fields=${json([{ id: 1 }])}`, 'fields'],
  [`fields=${json([{ id: 1, from: 'abc' }])}`, 'fields'],
  ['bot=1', 'bot'],
  ['updatedSince=2026-01-01T00:00:00Z', 'updatedSince'],
])('?%s is rejected by name', async (query, name) => {
  const { mock, proxy } = stackOfFive()
  const answer = await proxy.inject(`${list}?${query}`)
  expect(answer.statusCode).toBe(400)
  const { fields } = answer.json<{ fields: { name: string }[] }>()
  expect(fields[0]?.name.split('.')[0]).toBe(name)
  expect(mock.received.all()).toEqual([])
})
