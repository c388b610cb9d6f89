import { describe, expect, it } from 'vitest'
import {
  amoAccount,
  amoCatalogPage,
  amoCompanyPage,
  amoCustomerPage,
  amoElementPage,
  amoLeadPage,
  amoPipelinePage,
  amoUserPage,
} from '#contract/upstream/amo-v4/entities.ts'
import { amoFieldPage } from '#contract/upstream/amo-v4/fields.ts'
import { buildMock } from '#mock/mock-app.ts'
import { mockClient } from '#mock/mock-client.ts'

const mock = buildMock({ contacts: 300, now: () => Date.UTC(2026, 0, 15) })
const { get } = mockClient(mock)

describe('reference data', () => {
  it('lists users, one of them deactivated', async () => {
    const { items: users } = amoUserPage.parse((await get('/api/v4/users?limit=250')).body)
    expect(users).toHaveLength(8)
    expect(users.filter(({ rights }) => rights?.is_active === false)).toHaveLength(1)
  })

  it('counts fields and has every type a contact can have', async () => {
    const { body } = await get('/api/v4/contacts/custom_fields?limit=250')
    const { items: fields } = amoFieldPage.parse(body)
    expect(body._total_items).toBe(fields.length)
    expect(body._page_count).toBe(1)
    expect(new Set(fields.map(({ type }) => type))).toEqual(
      new Set(
        'text numeric textarea checkbox url date date_time birthday select radiobutton multiselect multitext streetaddress smart_address legal_entity monetary file'.split(
          ' ',
        ),
      ),
    )
    const { body: selected } = await get('/api/v4/contacts/custom_fields?filter[type][0]=select')
    expect(selected._embedded.custom_fields.map((field: { type: string }) => field.type)).toEqual([
      'select',
    ])
  })

  it('returns the requested parts of the account', async () => {
    const { body: plain } = await get('/api/v4/account')
    expect(amoAccount.parse(plain)).toMatchObject({ currency: 'RUB', current_user_id: 504141 })
    expect(plain).toMatchObject({ id: 28805383, currency: 'RUB', current_user_id: 504141 })
    expect(plain.is_api_filter_enabled).toBeUndefined()
    const { body } = await get(
      '/api/v4/account?with=users_groups%2Cdatetime_settings,is_api_filter_enabled',
    )
    const full = amoAccount.parse(body)
    expect(body.is_api_filter_enabled).toBe(true)
    expect(full._embedded?.datetime_settings?.timezone).toBe('Europe/Moscow')
    expect(body._embedded.users_groups[0]).toMatchObject({ id: 0, name: 'Отдел продаж' })
  })

  it('lists all pipelines, whatever page is requested', async () => {
    const { body } = await get('/api/v4/leads/pipelines?page=7&limit=1')
    const { items: pipelines } = amoPipelinePage.parse(body)
    expect(pipelines).toHaveLength(body._total_items)
    for (const { _embedded } of pipelines)
      expect(_embedded?.statuses?.items.map(({ id }) => id)).toEqual(
        expect.arrayContaining([142, 143]),
      )
    expect(pipelines[0]?._embedded?.statuses?.items[1]?.color).toMatch(/^#[0-9a-f]{6}$/i)
  })

  it('finds leads, companies, customers and elements by several ids in every spelling', async () => {
    const kinds = [
      ['leads', '/api/v4/leads', amoLeadPage],
      ['companies', '/api/v4/companies', amoCompanyPage],
      ['customers', '/api/v4/customers', amoCustomerPage],
      ['elements', '/api/v4/catalogs/8001/elements', amoElementPage],
    ] as const
    for (const [name, path, schema] of kinds) {
      const { body: all } = await get(`${path}?limit=3`)
      schema.parse(all)
      const ids: number[] = all._embedded[name].map(({ id }: { id: number }) => id)
      expect(ids).toHaveLength(3)
      const [a, , c] = ids
      const spellings = [
        `filter[id][]=${a}&filter[id][]=${c}`,
        `filter[id][0]=${a}&filter[id][1]=${c}`,
        `filter[id]=${a},${c}`,
        `filter%5Bid%5D%5B%5D=${a}&filter%5Bid%5D%5B%5D=${c}`,
      ]
      for (const spelling of spellings) {
        const { body } = await get(`${path}?limit=250&${spelling}`)
        const found = body._embedded[name].map(({ id }: { id: number }) => id)
        expect({ spelling, found }).toEqual({ spelling, found: [a, c] })
      }
      expect((await get(`${path}/${a}`)).body.id).toBe(a)
      expect((await get(`${path}/999999999`)).status).toBe(204)
      expect((await get(`${path}?filter[id]=999999999`)).status).toBe(204)
    }
  })

  it.each(['tasks', 'companies', 'customers'])(
    'lists the %s that were changed within a range of time',
    async (name) => {
      type Changed = { id: number; updated_at: number }
      const list = async (query: string) => {
        const { status, body } = await get(`/api/v4/${name}?limit=250&${query}`)
        const items: Changed[] = status === 204 ? [] : body._embedded[name]
        return items
      }
      const all = await list('')
      expect(all.length).toBeGreaterThan(5)
      const times = all.map((item) => item.updated_at).toSorted((a, b) => a - b)
      const [from = 0, to = 0] = [times[2], times[4]]
      const idsOf = (items: Changed[]) => items.map(({ id }) => id)
      const within = (min: number, max: number) =>
        idsOf(all.filter(({ updated_at: at }) => at >= min && at <= max))
      const ids = async (query: string) => idsOf(await list(query))
      const filter = 'filter[updated_at]'
      expect(await ids(`${filter}[from]=${from}&${filter}[to]=${to}`)).toEqual(within(from, to))
      expect(await ids(`${filter}[from]=${to}`)).toEqual(within(to, Infinity))
      expect(await ids(`${filter}[to]=${from}`)).toEqual(within(0, from))
      expect(await ids(`${filter}=${to}`)).toEqual(within(to, to))
      expect(await ids(`${filter}[from]=${(times.at(-1) ?? 0) + 1}`)).toEqual([])
      const ordered = (await list('order[updated_at]=asc')).map((item) => item.updated_at)
      // Tasks do not sort by it.
      expect(ordered).toEqual(name === 'tasks' ? all.map((item) => item.updated_at) : times)
    },
  )

  it('embeds the contacts of companies and leads on request', async () => {
    const { body: page } = await get('/api/v4/contacts?limit=250&with=leads')
    const linked = page._embedded.contacts.find(
      ({ _embedded: { companies, leads } }: { _embedded: { companies: []; leads: [] } }) =>
        companies.length > 0 && leads.length > 0,
    )
    for (const kind of ['companies', 'leads']) {
      const { body } = await get(`/api/v4/${kind}/${linked._embedded[kind][0].id}?with=contacts`)
      const ids = body._embedded.contacts.map(({ id }: { id: number }) => id)
      expect(ids).toContain(linked.id)
    }
    const { body } = await get('/api/v4/contacts/custom_fields/groups')
    expect(body._embedded.custom_field_groups).toMatchObject([{ id: 'default' }])
    expect(
      (await get('/api/v4/roles?with=users')).body._embedded.roles[0]._embedded.users.length,
    ).toBeGreaterThan(0)
  })

  it('lists catalogs, and the elements linked to a contact with their quantity', async () => {
    const { items: catalogs } = amoCatalogPage.parse((await get('/api/v4/catalogs')).body)
    expect(catalogs.map(({ name }) => name)).toEqual(['Товары', 'Услуги'])
    const { body } = await get('/api/v4/contacts?limit=250&with=catalog_elements')
    const linked = body._embedded.contacts.flatMap(
      (contact: { _embedded: { catalog_elements: unknown[] } }) =>
        contact._embedded.catalog_elements,
    )
    expect(linked.length).toBeGreaterThan(5)
    expect(linked[0]).toMatchObject({
      metadata: { catalog_id: expect.any(Number), quantity: expect.any(Number) },
    })
  })
})
