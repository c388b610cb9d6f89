import { describe, expect, it } from 'vitest'
import { buildMock } from './mock-app.ts'
import { mockClient } from './mock-client.ts'
import { documentedBotContacts } from '#mock/seed/documented-contacts.ts'

const list = '/api/v4/contacts'
const createDemo = () => {
  const mock = buildMock({ contacts: 20 })
  return { ...mock, ...mockClient(mock) }
}

describe('an answer by another status', () => {
  it.each([200, 201, 204, 304])('has no body with %i', async (status) => {
    const { app, faults } = createDemo()
    faults.add({ kind: 'status', status })
    const answer = await app.inject({ url: list, headers: { authorization: 'Bearer demo-token' } })
    expect([answer.statusCode, answer.payload]).toEqual([status, ''])
  })

  it.each([301, 302, 307, 308])('redirects to another host with %i', async (status) => {
    const { faults, get } = createDemo()
    faults.add({ kind: 'status', status })
    expect(await get(list)).toMatchObject({
      status,
      type: 'text/html',
      headers: { location: `https://moved.example${list}` },
    })
  })

  it.each([
    [{ status: 499 }, 'application/problem+json'],
    [{ status: 404, html: true }, 'text/html'],
    [{ status: 502 }, 'text/html'],
    [{ status: 200 }, null],
  ])('replaces the response of a write that was handled: %o', async (fault, type) => {
    const { app, faults, store } = createDemo()
    const before = store.countContacts()
    const headers = { authorization: 'Bearer demo-token' }
    const write = () => app.inject({ method: 'POST', url: list, headers, payload: [{ name: 'x' }] })
    faults.add({ kind: 'status', ...fault, after: true, times: 1 })
    const answer = await write()
    expect(answer.statusCode).toBe(fault.status)
    expect(answer.headers['content-type'] ?? null).toBe(type)
    expect(store.countContacts()).toBe(before + 1)
    faults.add({ kind: 'status', ...fault, times: 1 })
    expect((await write()).statusCode).toBe(fault.status)
    expect(store.countContacts()).toBe(before + 1)
  })
})

describe('a limit on the size of requests', () => {
  it('refuses batches, pages and ids above it, and nothing else', async () => {
    const { faults, get, post, store } = createDemo()
    faults.add({ kind: 'too-large', items: 2 })
    const before = store.countContacts()
    const names = (count: number) => Array.from({ length: count }, () => ({ name: 'x' }))
    const statuses = [
      (await post(list, names(3))).status,
      (await post('/api/v2/contacts', { add: names(2), update: names(1) })).status,
      (await get(`${list}?limit=3`)).status,
      (await get(`${list}?filter[id][]=1&filter[id][]=2&filter[id][]=3`)).status,
      (await get('/api/v2/contacts?id[]=1&id[]=2&id[]=3')).status,
    ]
    expect(statuses).toEqual([413, 413, 413, 413, 413])
    expect(store.countContacts()).toBe(before)
    expect((await post(list, names(2))).status).toBe(200)
    expect((await get(`${list}?limit=2`)).status).toBe(200)
    expect((await get(`${list}?filter[id][]=1&limit=250`)).status).not.toBe(413)
  })
})

describe('an empty list', () => {
  it('has the format of each upstream, and applies to lists only', async () => {
    const { faults, get, store } = createDemo()
    for (const contact of documentedBotContacts) store.botContacts.save(contact)
    const bots = async () => (await get('/api/v1/getContacts')).body.data
    expect(await bots()).not.toEqual([])
    const { id } = store.addContact({ name: 'x' })
    faults.add({ kind: 'empty-list' })
    expect((await get(list)).status).toBe(204)
    expect((await get('/api/v2/contacts')).status).toBe(204)
    expect(await bots()).toEqual([])
    expect((await get(`${list}/${id}`)).body.id).toBe(id)
  })
})

describe('a wrong clock of the source', () => {
  it('applies to its responses and to what is written', async () => {
    const { faults, get, post, store } = createDemo()
    const fault = faults.add({ kind: 'clock-skew', seconds: -86_400 })
    const { body, headers } = await post(list, [{ name: 'yesterday' }])
    const id: number = body._embedded.contacts[0].id
    const contact = store.contact(id)
    const off = Date.now() / 1000 - (contact?.created_at ?? 0)
    expect(Math.round(off / 86_400)).toBe(1)
    expect(Math.round((Date.now() - Date.parse(String(headers['date']))) / 86_400_000)).toBe(1)
    faults.remove(fault.id)
    expect((await get(list)).headers['date']).not.toBe(headers['date'])
    expect(store.now()).toBeGreaterThan(contact?.created_at ?? 0)
  })
})

describe('responses without request IDs', () => {
  it('contain everything else', async () => {
    const { faults, patch, post, store } = createDemo()
    const { id } = store.addContact({ name: 'x' })
    const change = [{ id, name: 'y', request_id: 'mine' }]
    expect((await patch(list, change)).body._embedded.contacts[0].request_id).toBe('mine')
    faults.add({ kind: 'no-request-id' })
    const [changed] = (await patch(list, change)).body._embedded.contacts
    expect(changed).toMatchObject({ id, name: 'y' })
    expect(changed).not.toHaveProperty('request_id')
    const [made] = (await post(list, [{ name: 'z' }])).body._embedded.contacts
    expect(made).not.toHaveProperty('request_id')
  })
})
