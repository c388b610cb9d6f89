import { describe, expect, it } from 'vitest'
import type { ContactDetail, ContactPage } from '#contract/api/contacts.ts'
import type { FieldDefinition } from '#contract/model/field-definition.ts'
import type { Value } from '#contract/model/value.ts'
import { addLead } from '#mock/mock-fixtures.ts'
import { companyParts } from '#testing/entity-parts.ts'
import { linkerOf } from '#testing/source-stack.ts'
import { buildStack } from '#testing/stack.ts'

const list = '/api/sources/legacy/contacts'
const listed = '/api/v2/contacts'

/** Numbered contacts, each changed one second after the previous one. */
function people(amount: number) {
  const stack = buildStack({ contacts: 0 })
  for (let i = 0; i < amount; i++)
    stack.mock.store.addContact({
      id: 100 + i,
      name: `Person ${i}`,
      responsible_user_id: i % 2 ? 504_141 : 504_142,
      updated_at: 1_700_000_000 + i,
    })
  const page = async (query: string) => {
    const answer = (await stack.proxy.inject(`${list}?${query}`)).json<ContactPage>()
    return { ...answer, ids: answer.items.map(({ id }) => id) }
  }
  return { ...stack, page }
}

describe('the list of v2', () => {
  it('returns the contact of seed 003 as a row', async () => {
    const { proxy } = documented()
    const { items } = (await proxy.inject(list)).json<ContactPage>()
    expect(items).toEqual([
      {
        id: 1_099_181,
        name: 'Екатерина Долгорукова',
        phones: [{ value: '89996123232', kind: 'WORK', kindId: 3_685_087 }],
        emails: [],
        company: { id: 1_099_180, name: 'ООО Компания' },
        responsible: { id: 504_141, name: expect.any(String) },
        tags: ['доставка', 'важный'].map((name) => ({ id: expect.any(Number), name })),
        createdAt: '2017-10-20T11:37:57.000Z',
        updatedAt: '2017-10-26T11:58:56.000Z',
        createdBy: { id: 504_141, name: expect.any(String) },
        updatedBy: { id: 504_141, name: expect.any(String) },
        nextTaskAt: '2017-10-26T20:59:00.000Z',
        fields: [],
      },
    ])
  })

  it('visits each contact once and never shows an empty next page', async () => {
    const { page } = people(150)
    const ids: number[] = []
    for (let position = 1; ; position++) {
      const answer = await page(`size=50&page=${position}`)
      ids.push(...answer.ids)
      if (!answer.hasNext) break
    }
    expect(ids).toEqual(Array.from({ length: 150 }, (_, index) => 100 + index))
    expect(await page('size=50&page=4')).toMatchObject({ items: [], hasNext: false })
  })

  it('requests the row after a page of 500 only if the page is full', async () => {
    for (const [amount, hasNext, calls] of [
      [499, false, 1],
      [500, false, 2],
      [501, true, 2],
    ] as const) {
      const { page, mock } = people(amount)
      expect(await page('size=500')).toMatchObject({ hasNext, total: null })
      const reads = mock.received.all().filter(({ url }) => url.startsWith(listed))
      expect(reads).toHaveLength(calls)
    }
  })

  it('searches, and filters by responsible users and by change', async () => {
    const { page } = people(20)
    expect((await page('search=Person%2019')).ids).toEqual([119])
    expect((await page('responsible=504142')).ids).toHaveLength(10)
    expect((await page('responsible=504142,504141')).ids).toHaveLength(20)
    const since = new Date((1_700_000_000 + 17) * 1000).toISOString()
    expect(await page(`updatedSince=${since}`)).toMatchObject({
      ids: [118, 119],
      filterApplied: true,
    })
    const offset = since.replace(/T.*/, 'T03:00:00%2B03:00')
    expect((await page(`updatedSince=${offset}&responsible=504142`)).ids).toHaveLength(10)
    expect((await page('updatedSince=2030-01-01T00:00:00Z')).ids).toEqual([])
  })

  it('filters by ID, for which v2 ignores other filters, and applies these itself', async () => {
    const { page, proxy } = people(20)
    expect((await page('ids=105,101,999')).ids).toEqual([101, 105])
    expect(await page('ids=101,102,103,104&size=3')).toMatchObject({
      ids: [101, 102, 103],
      hasNext: true,
    })
    expect(await page('ids=101,102,103,104&size=3&page=2')).toMatchObject({
      ids: [104],
      hasNext: false,
    })
    expect(await page('ids=101,102&responsible=504142')).toMatchObject({
      ids: [102],
      filterApplied: true,
    })
    const both = await proxy.inject(`${list}?ids=101&search=x`)
    expect(both.json()).toMatchObject({ code: 'invalid_input', fields: [{ name: 'search' }] })
  })

  it('reports if the account ignored a filter', async () => {
    const { page, mock } = people(20)
    mock.faults.add({ kind: 'ignore-filter', path: listed })
    expect((await page('responsible=504142')).filterApplied).toBe(false)
    expect((await page('updatedSince=2023-11-14T22:13:30Z')).filterApplied).toBe(false)
    expect((await page('size=50')).filterApplied).toBe(true)
  })

  it.each(['sort=name', 'created=2026-01-01T00:00:00Z..', 'name=x', 'bot=1'])(
    'rejects ?%s, which v2 does not support, without a request',
    async (query) => {
      const { proxy, mock } = buildStack({ contacts: 0 })
      const answer = await proxy.inject(`${list}?${query}`)
      expect(answer.statusCode).toBe(400)
      expect(mock.received.all()).toEqual([])
    },
  )

  it('returns users without names if the account cannot be read', async () => {
    const { page, mock } = people(3)
    mock.faults.add({ kind: 'status', status: 403, path: '/api/v2/account' })
    const { items } = await page('')
    expect(items.map(({ responsible }) => responsible?.name)).toEqual([null, null, null])
  })
})

describe('one contact of v2', () => {
  it('is returned with fields, users and counts', async () => {
    const { proxy } = documented()
    const contact = (await proxy.inject(`${list}/1099181`)).json<ContactDetail>()
    expect(contact).toMatchObject({
      createdBy: { id: 504_141, name: expect.any(String) },
      nextTaskAt: '2017-10-26T20:59:00.000Z',
      counts: { leads: 1, customers: 1, catalogElements: 0 },
      url: 'https://demo.example/contacts/detail/1099181',
    })
    const points = (value: string, kind: string, kindId: number) => ({
      kind: 'contactPoints',
      items: [{ value, kind, kindId }],
    })
    expect(contact.fields.map(({ id, sourceType, value }) => [id, sourceType, value])).toEqual([
      [4_396_818, 'multitext', points('89996123232', 'WORK', 3_685_087)],
      [4_396_821, 'multitext', points('example.example', 'SKYPE', 3_685_096)],
      [
        4_400_115,
        'smart_address',
        {
          kind: 'address',
          parts: [
            { part: 'address_line_1', value: 'ул. Ленина, д. 1, г. Москва' },
            { part: 'country', value: 'RU' },
          ],
        },
      ],
      [
        4_400_116,
        'multiselect',
        {
          kind: 'choice',
          options: [
            { id: 3_692_663, code: null, label: '2' },
            { id: 3_692_664, code: null, label: '3' },
          ],
        },
      ],
    ])
  })

  it('is a 404 if v2 returns nothing', async () => {
    const { proxy } = documented()
    expect((await proxy.inject(`${list}/424242`)).statusCode).toBe(404)
  })

  it('has its leads and customers by ID, because v2 returns no more', async () => {
    const { proxy, sources } = documented()
    const linker = linkerOf(sources.legacy)
    const call = { priority: 'person' } as const
    expect(await linker.listLeads?.(1_099_181, call)).toMatchObject({
      items: [{ id: 1_090_391, name: null, url: 'https://demo.example/leads/detail/1090391' }],
      currency: 'RUB',
    })
    expect(await linker.listCustomers?.(1_099_181, call)).toMatchObject({
      items: [{ id: 466_791, name: null }],
    })
    expect((await proxy.inject(`${list}/5/leads`)).statusCode).toBe(404)
    expect((await proxy.inject(`${list}/1099181/catalog-elements`)).statusCode).toBe(400)
  })

  it('reads every contact of the mock with the meaning v4 gives it', async () => {
    const { proxy } = buildStack({ contacts: 150 })
    const all = (await proxy.inject(`${list}?size=250`)).json<ContactPage>()
    expect(all.items.length).toBeGreaterThan(140)
    for (const { id } of all.items.slice(0, 80)) {
      const [old, young] = await Promise.all(
        ['legacy', 'main'].map(async (source) =>
          (await proxy.inject(`/api/sources/${source}/contacts/${id}`)).json<ContactDetail>(),
        ),
      )
      // Types that are newer than v2's documentation are shown as returned.
      const isShared = ({ sourceType }: { sourceType: string }) =>
        !/^(type_\d+|date_time|monetary|file)$/.test(sourceType)
      const fieldsOf = (contact: ContactDetail | undefined) =>
        contact?.fields.filter(isShared).map((field) => ({
          ...field,
          value: withoutCodes(field.value),
        }))
      const known = Object.entries(young ?? {}).filter(([key]) => old && key in old)
      expect({ ...old, fields: fieldsOf(old) }).toEqual({
        ...Object.fromEntries(known),
        counts: { ...young?.counts, catalogElements: 0 },
        isUnsorted: false,
        fields: fieldsOf(young),
      })
    }
  })
})

/** v2 does not return the codes that accounts give to options. */
const withoutCodes = (value: Value): Value =>
  value.kind === 'choice'
    ? { ...value, options: value.options.map((option) => ({ ...option, code: null })) }
    : value

it('returns users and fields like v4', async () => {
  const { proxy } = buildStack({ contacts: 0 })
  const of = async (source: string, what: string) =>
    (await proxy.inject(`/api/sources/${source}/${what}`)).json<{
      items: FieldDefinition[]
    }>().items
  expect(await of('legacy', 'users')).toEqual(await of('main', 'users'))
  const [old, young] = [await of('legacy', 'fields'), await of('main', 'fields')]
  expect(old.map(({ id }) => id)).toEqual(young.map(({ id }) => id))
  for (const [index, { options, ...definition }] of old.entries()) {
    if (definition.kind === 'unknown') continue
    const { options: others, ...expected } = young[index] ?? { options: [] }
    // v2 does not report which fields are editable by programs only.
    expect(definition).toEqual({ ...expected, isReadOnly: false })
    expect(options.map(({ label }) => label)).toEqual(others.map(({ label }) => label))
  }
})

/** The contact in the list example of seed 003. */
function documented() {
  const stack = buildStack({ contacts: 0 })
  const { store } = stack.mock
  addLead(stack.mock, 1_090_391)
  store.companies.save({ ...companyParts, id: 1_099_180, name: 'ООО Компания' })
  const value = (
    field_id: number,
    field_type: string,
    field_code: string | null,
    values: { value: unknown; enum_id: number; enum_code: string | null }[],
  ) => ({
    field_id,
    field_name: 'x',
    field_code,
    field_type,
    values,
  })
  store.addContact({
    id: 1_099_181,
    name: 'Екатерина Долгорукова',
    created_at: 1_508_499_477,
    updated_at: 1_509_019_136,
    company_id: 1_099_180,
    leads: [1_090_391],
    customers: [466_791],
    closest_task_at: 1_509_051_540,
    tags: ['доставка', 'важный'],
    fields: [
      value(4_396_818, 'multitext', 'PHONE', [
        { value: '89996123232', enum_id: 3_685_087, enum_code: 'WORK' },
      ]),
      value(4_396_821, 'multitext', 'IM', [
        { value: 'example.example', enum_id: 3_685_096, enum_code: 'SKYPE' },
      ]),
      value(4_400_115, 'smart_address', null, [
        { value: 'ул. Ленина, д. 1, г. Москва', enum_id: 3_692_651, enum_code: 'address_line_1' },
        { value: 'RU', enum_id: 3_692_656, enum_code: 'country' },
      ]),
      value(4_400_116, 'multiselect', null, [
        { value: '2', enum_id: 3_692_663, enum_code: null },
        { value: '3', enum_id: 3_692_664, enum_code: null },
      ]),
    ],
  })
  return stack
}
