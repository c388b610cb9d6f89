import { describe, expect, it } from 'vitest'
import { buildMock } from './mock-app.ts'
import { mockClient } from './mock-client.ts'

const contacts = '/api/v4/contacts'
type Item = { id: number }

function createAccount() {
  const mock = buildMock({ contacts: 60, now: () => Date.UTC(2026, 0, 15) })
  const client = mockClient(mock)
  const idsOf = async (url: string, { get } = client) => {
    const { status, body } = await get(url)
    const [items] = status === 204 ? [[]] : Object.values<Item[]>(body._embedded)
    return (items ?? []).map(({ id }) => id)
  }
  return { ...mock, ...client, idsOf }
}

describe('an account that ignores orders', () => {
  it.each([
    ['contacts', 'updated_at', 'id'],
    ['companies', 'id', 'name'],
    ['tasks', 'id', 'complete_till'],
  ])('lists its %s by %s and not by %s', async (name, byDefault, requested) => {
    const { faults, idsOf } = createAccount()
    const list = `/api/v4/${name}?limit=250`
    const ordered = `${list}&order[${requested}]=desc`
    expect(await idsOf(ordered)).not.toEqual(await idsOf(list))
    faults.add({ kind: 'ignore-order' })
    expect(await idsOf(ordered)).toEqual(await idsOf(list))
    faults.clear()
    expect(await idsOf(`${list}&order[${byDefault}]=asc`)).toEqual(await idsOf(list))
  })
})

describe('a list that lacks contacts', () => {
  it('has the same share of them in any order, filter and page, and in v2', async () => {
    const { faults, get, idsOf, store } = createAccount()
    const byId = `${contacts}?order[id]=asc`
    const all = await idsOf(`${byId}&limit=250`)
    expect(all).toHaveLength(60)
    faults.add({ kind: 'partial-list', share: 0.5 })
    const listed = await idsOf(`${byId}&limit=250`)
    expect(listed.length).toBeGreaterThan(15)
    expect(listed.length).toBeLessThan(45)
    expect(
      (await idsOf(`${contacts}?order[name]=desc&limit=250`)).toSorted((a, b) => a - b),
    ).toEqual(listed)
    const [first, second] = [await idsOf(`${byId}&limit=9`), await idsOf(`${byId}&limit=9&page=2`)]
    expect([...first, ...second]).toEqual(listed.slice(0, 18))
    const [{ responsible_user_id: user } = { responsible_user_id: 0 }] = listed.flatMap(
      (id) => store.contact(id) ?? [],
    )
    expect(await idsOf(`${byId}&limit=250&filter[responsible_user_id]=${user}`)).toEqual(
      listed.filter((id) => store.contact(id)?.responsible_user_id === user),
    )
    expect(await idsOf('/api/v2/contacts')).toEqual(listed)

    const missing = all.filter((id) => !listed.includes(id))
    const filter = missing.map((id) => `filter[id][]=${id}`).join('&')
    expect(await idsOf(`${byId}&limit=250&${filter}`)).toEqual(missing)
    expect(await idsOf(`/api/v2/contacts?id=${missing.join()}`)).toEqual(missing)
    const statuses = await Promise.all(
      missing.map(async (id) => (await get(`${contacts}/${id}`)).status),
    )
    expect(new Set(statuses)).toEqual(new Set([200]))
  })

  it('may lack all of them, while each is found by its id', async () => {
    const { faults, get, idsOf } = createAccount()
    const [id] = await idsOf(contacts)
    faults.add({ kind: 'partial-list', share: 0 })
    expect((await get(contacts)).status).toBe(204)
    expect((await get(`${contacts}/${id}`)).body.id).toBe(id)
  })
})

describe('contacts deleted during a scan', () => {
  it.each([
    ['v4', (page: number) => `${contacts}?order[id]=asc&limit=10&page=${page}`],
    ['v2', (page: number) => `/api/v2/contacts?limit_rows=10&limit_offset=${10 * (page - 1)}`],
  ])('shift the following pages of %s', async (_name, pageOf) => {
    const { faults, idsOf, get } = createAccount()
    const before = [await idsOf(pageOf(1)), await idsOf(pageOf(2)), await idsOf(pageOf(3))]
    const [deleted = 0] = before[0] ?? []
    faults.add({ kind: 'delete-after-page', page: 2, ids: [deleted] })
    expect(await idsOf(pageOf(1))).toEqual(before[0])
    expect(await idsOf(`${contacts}?filter[id]=${deleted}`)).toEqual([deleted])
    expect(faults.all()).toHaveLength(1)
    expect(await idsOf(pageOf(2))).toEqual(before[1])
    expect(faults.all()).toEqual([])
    expect((await idsOf(pageOf(3))).slice(0, 9)).toEqual(before[2]?.slice(1))
    const { body } = await get('/api/v4/events?filter[type]=contact_deleted')
    expect(body._embedded.events).toMatchObject([{ entity_id: deleted, created_by: 504_142 }])
  })
})

describe('changed rights', () => {
  it('hide the contacts of other users from lists, by id, from events and from writes', async () => {
    const { faults, get, patch, post, store, idsOf } = createAccount()
    const { body } = await post(contacts, [
      { name: 'own' },
      { name: 'x', responsible_user_id: 504_142 },
    ])
    const [own, other] = body._embedded.contacts.map(({ id }: Item) => id)
    const list = `${contacts}?limit=250&order[id]=asc`
    const all = await idsOf(list)
    faults.add({ kind: 'contact-rights', view: 'M' })
    const visible = all.filter((id) => store.contact(id)?.responsible_user_id === 504_141)
    expect(visible.length).toBeLessThan(all.length)
    expect(await idsOf(list)).toEqual(visible)
    expect(await idsOf('/api/v2/contacts')).toEqual(visible)
    expect((await get(`${contacts}/${own}`)).status).toBe(200)
    expect((await get(`${contacts}/${other}`)).status).toBe(204)
    expect((await patch(`${contacts}/${other}`, { name: 'y' })).status).toBe(400)
    const recent = `filter[created_at]=${store.now()}&filter[type]=contact_added`
    const { events } = (await get(`/api/v4/events?${recent}`)).body._embedded
    expect(events).toMatchObject([{ entity_id: own }])
    expect((await get('/api/v4/users/504141')).body.rights.contacts).toMatchObject({ view: 'M' })
    faults.clear()
    expect(await idsOf(list)).toEqual(all)
  })

  it('may be those of one user only', async () => {
    const mock = createAccount()
    await mock.post('/_mock/tokens', { token: 'manager', user_id: 504_142 })
    const manager = mockClient(mock, 'manager')
    const all = await mock.idsOf(`${contacts}?limit=250`)
    expect(await mock.idsOf(`${contacts}?limit=250`, manager)).toEqual(all)
    mock.faults.add({ kind: 'contact-rights', view: 'D', user: 504_142 })
    expect(await mock.idsOf(`${contacts}?limit=250`, manager)).toEqual([])
    expect(await mock.idsOf(`${contacts}?limit=250`)).toEqual(all)
  })

  it('come with a token that is issued to another user', async () => {
    const { get, post, idsOf } = createAccount()
    const all = await idsOf(`${contacts}?limit=250`)
    await post('/_mock/tokens', { token: 'demo-token', user_id: 504_143 })
    expect((await get('/api/v4/account')).body.current_user_id).toBe(504_143)
    expect((await idsOf(`${contacts}?limit=250`)).length).toBeLessThan(all.length)
    await post('/_mock/restore', {})
    expect(await idsOf(`${contacts}?limit=250`)).toEqual(all)
  })
})

describe('an account without events', () => {
  it('rejects their list and types, and nothing else', async () => {
    const { faults, get } = createAccount()
    faults.add({ kind: 'status', status: 403, path: '/api/v4/events*' })
    expect((await get('/api/v4/events')).status).toBe(403)
    expect((await get('/api/v4/events/types')).status).toBe(403)
    expect((await get('/api/v4/tasks')).status).toBe(200)
  })
})
