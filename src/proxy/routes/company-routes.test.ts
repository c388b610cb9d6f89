import { describe, expect, it, vi } from 'vitest'
import {
  companyCreateResult,
  companyDetail,
  companyList,
  type CompanyCreate,
} from '#contract/api/companies.ts'
import { problem } from '#contract/api/problem.ts'
import { addLead, companyFields } from '#mock/mock-fixtures.ts'
import { companyParts } from '#testing/entity-parts.ts'
import { buildStack } from '#testing/stack.ts'

/** Two companies of one name, and one whose name contains it. */
function withCompanies(options: Parameters<typeof buildStack>[0] = {}) {
  const stack = buildStack({ contacts: 0, ...options })
  const { store } = stack.mock
  const add = (id: number, name: string, fields = {}) =>
    store.companies.save({ ...companyParts, id, name, ...fields })
  add(5, 'ГК Квант Мебель')
  add(6, 'Квант', companyFields('+74951234567', 'Казань, ул. Лесная, 1'))
  add(7, 'КВАНТ')
  add(8, 'Ёлка')
  store.addContact({ id: 11, name: 'Ada', company_id: 6 })
  store.addContact({ id: 12, name: 'Bob', company_id: 6, responsible_user_id: 504_142 })
  const get = (path: string, source = 'main') =>
    stack.proxy.inject({ url: `/api/sources/${source}/companies${path}` })
  const find = async (search: string, source = 'main') => {
    const answer = await get(`?search=${encodeURIComponent(search)}`, source)
    expect(answer.statusCode).toBe(200)
    return companyList.parse(answer.json())
  }
  const post = (payload: CompanyCreate, source = 'main') =>
    stack.proxy.inject({
      method: 'POST',
      url: `/api/sources/${source}/companies`,
      headers: { origin: 'http://localhost:80' },
      payload,
    })
  const create = async (payload: CompanyCreate) =>
    companyCreateResult.parse((await post(payload)).json())
  return { ...stack, get, find, post, create, count: () => store.companies.count() }
}

describe('companies', () => {
  it('are found by name, equal ones first, with what tells them apart', async () => {
    const { find } = withCompanies()
    expect(await find('квант')).toEqual({
      items: [
        {
          id: 6,
          name: 'Квант',
          phone: '+74951234567',
          place: 'Казань, ул. Лесная, 1',
          contacts: 2,
        },
        { id: 7, name: 'КВАНТ', phone: null, place: null, contacts: 0 },
        { id: 5, name: 'ГК Квант Мебель', phone: null, place: null, contacts: 0 },
      ],
      hasMore: false,
    })
    expect(await find('nobody')).toEqual({ items: [], hasMore: false })
  })

  it('are those of contacts where only a local copy knows them', async () => {
    const { find, get, sources } = withCompanies({ otherMirrors: true })
    const answer = await get('?search=x', 'legacy')
    expect(problem.parse(answer.json()).code).toBe('invalid_input')
    sources.legacy.mirror?.begin()
    await vi.waitUntil(() => sources.legacy.mirror?.isComplete(), { timeout: 20_000 })
    expect(sources.legacy.info.capabilities.companies).toEqual({ create: false, details: false })
    expect(await find('квант', 'legacy')).toEqual({
      items: [{ id: 6, name: 'Квант', phone: null, place: null, contacts: 2 }],
      hasMore: false,
    })
    expect((await find('ada', 'legacy')).items).toEqual([])
  })

  it('are read with their fields and contacts', async () => {
    const { get, mock } = withCompanies()
    addLead(mock, 77)
    const company = companyDetail.parse((await get('/6')).json())
    expect(company).toMatchObject({
      id: 6,
      name: 'Квант',
      responsible: { id: 504_141 },
      contacts: [11, 12],
      leads: 0,
      isIncomplete: false,
    })
    expect(company.fields.map(({ name, value }) => [name, value.kind])).toEqual([
      ['Phone', 'contactPoints'],
      ['Address', 'text'],
    ])
    expect((await get('/99')).statusCode).toBe(404)
    expect((await get('/6', 'bots')).statusCode).toBe(400)
  })

  it('are only those of visible users', async () => {
    const { find, get, create } = withCompanies({
      visibility: () => ({ contacts: 'ofResponsible', users: [504_142] }),
    })
    expect(await find('квант')).toEqual({ items: [], hasMore: false })
    expect((await get('/6')).statusCode).toBe(404)
    // As if those of others did not exist.
    expect(await create({ name: 'Квант' })).toMatchObject({ outcome: 'created' })
  })

  it('show no contact that is not visible, nor how many there are', async () => {
    const { find, get } = withCompanies({
      visibility: () => ({ contacts: 'ofResponsible', users: [504_141] }),
    })
    expect((await find('квант')).items.map(({ contacts }) => contacts)).toEqual([null, null, null])
    expect((await get('/6')).json()).toMatchObject({ contacts: [11], leads: null })
  })
})

describe('a new company', () => {
  it('is created once, and is found from then on', async () => {
    const { create, find } = withCompanies()
    const made = await create({ name: ' Quant ' })
    expect(made).toMatchObject({ outcome: 'created', company: { name: 'Quant', contacts: 0 } })
    const again = await create({ name: 'quant' })
    expect(again).toMatchObject({ outcome: 'exists', items: [{ name: 'Quant' }] })
    expect((await find('quant')).items).toHaveLength(1)
  })

  it('may have a name that others have, if they were shown', async () => {
    const { create, count } = withCompanies()
    const before = count()
    expect(await create({ name: 'Квант' })).toMatchObject({
      outcome: 'exists',
      items: [{ id: 6 }, { id: 7 }],
    })
    expect(await create({ name: 'Квант', shown: [6] })).toMatchObject({ outcome: 'exists' })
    expect(count()).toBe(before)
    const made = await create({ name: 'Квант', shown: [6, 7] })
    expect(made).toMatchObject({ outcome: 'created' })
    // The same request again finds the one it has made.
    expect(await create({ name: 'Квант', shown: [6, 7] })).toMatchObject({ outcome: 'exists' })
    expect(count()).toBe(before + 1)
  })

  it('is looked for if the response was lost', async () => {
    const { create, mock, count } = withCompanies()
    const before = count()
    mock.faults.add({ kind: 'cut-after', method: 'POST', path: '/api/v4/companies', times: 1 })
    expect(await create({ name: 'Quant' })).toMatchObject({
      outcome: 'created',
      company: { name: 'Quant' },
    })
    expect(count()).toBe(before + 1)
  })

  it.each(['cut', 'cut-after'] as const)(
    'may have been created if that cannot be told: %s',
    async (kind) => {
      const { post, mock } = withCompanies()
      mock.faults.add({ kind, method: 'POST', path: '/api/v4/companies' })
      mock.faults.add({ kind: 'ignore-order' })
      const answer = await post({ name: 'Quant' })
      expect(problem.parse(answer.json()).code).toBe('source_outcome_unknown')
    },
  )

  it.each([
    [{ name: '  ' }, 'main', 400],
    [{ name: 'x'.repeat(256) }, 'main', 400],
    [{ name: 'Quant' }, 'legacy', 400],
    [{ name: 'Quant' }, 'bots', 400],
  ])('needs a name, and a source that creates companies: %#', async (body, source, status) => {
    const { post, count } = withCompanies()
    const before = count()
    expect((await post(body, source)).statusCode).toBe(status)
    expect(count()).toBe(before)
  })

  it('is named by the rejection of the source', async () => {
    const { post, mock } = withCompanies()
    mock.faults.add({ kind: 'row-error', row: 0, method: 'POST', path_in_row: 'name' })
    expect(problem.parse((await post({ name: 'Quant' })).json()).code).toBe('source_rejected')
  })
})
