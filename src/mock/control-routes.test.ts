import { describe, expect, it } from 'vitest'
import { buildMock } from './mock-app.ts'
import { mockClient } from './mock-client.ts'

const createDemo = () => {
  const mock = buildMock({ contacts: 60 })
  return { ...mock, ...mockClient(mock) }
}

describe('the control API', () => {
  it('lists received requests without credentials', async () => {
    const { get, post, send } = createDemo()
    await post('/api/v4/contacts', [{ name: 'x' }])
    await get('/api/v1/getMe?api_token=demo-token')
    const { requests } = (await get('/_mock/received')).body
    expect(requests).toMatchObject([
      { method: 'POST', url: '/api/v4/contacts', body: [{ name: 'x' }], status: 200 },
      { method: 'GET', url: '/api/v1/getMe?api_token=…', body: null, status: 200 },
    ])
    expect(JSON.stringify(requests)).not.toContain('demo-token')
    expect((await send('DELETE', '/_mock/received')).status).toBe(204)
    expect((await get('/_mock/received')).body.requests).toEqual([])
  })

  it('counts contacts and lists the history of one', async () => {
    const { get, post, patch } = createDemo()
    const { count } = (await get('/_mock/contacts/count')).body
    const { id } = (await post('/api/v4/contacts', [{ name: 'a' }])).body._embedded.contacts[0]
    expect((await get('/_mock/contacts/count')).body.count).toBe(count + 1)
    await patch(`/api/v4/contacts/${id}`, { name: 'b' })
    const { contact, history } = (await get(`/_mock/contacts/${id}/history`)).body
    expect(contact).toMatchObject({ id, name: 'b' })
    expect(history.map(({ type }: { type: string }) => type)).toEqual([
      'contact_added',
      'name_field_changed',
    ])
    expect((await get('/_mock/contacts/5/history')).status).toBe(404)
  })

  it.each([
    '/_mock/restore',
    '/_mock/settle', // the name in 0.1
  ])('restores the initial state at %s, and keeps the data', async (path) => {
    const { get, post, send } = createDemo()
    await post('/api/v4/contacts', [{ name: 'new' }])
    const { count } = (await get('/_mock/contacts/count')).body
    await post('/_mock/faults', { kind: 'status', status: 500 })
    await post('/_mock/tokens/expire', {})
    await send('PUT', '/_mock/rate', { amo: 1 })
    expect((await post(path, {})).status).toBe(204)
    expect((await get('/api/v4/contacts')).status).toBe(200)
    expect((await get('/_mock/rate')).body).toEqual({ amo: 0, watbot: 0 })
    expect((await get('/_mock/contacts/count')).body).toEqual({ count })
  })

  it('resets to the initial data and reseeds with other data', async () => {
    const { get, post, store } = createDemo()
    const before = store.countContacts()
    const page = async () =>
      (await get('/api/v4/contacts?limit=250&order[id]=asc')).body._embedded.contacts.map(
        ({ id, name }: { id: number; name: string }) => [id, name],
      )
    const first = await page()
    await post('/api/v4/contacts', [{ name: 'new' }])
    await post('/_mock/faults', { kind: 'status', status: 500 })
    expect((await post('/_mock/reset', {})).body.count).toBe(before)
    expect(await page()).toEqual(first)
    expect((await post('/_mock/reseed', { contacts: 0 })).body.count).toBe(0)
    await post('/_mock/reseed', { seed: 5, contacts: 60 })
    expect(await page()).not.toEqual(first)
    expect((await post('/_mock/reseed', { contacts: -1 })).status).toBe(400)
    expect((await get('/api/v4/contacts?query=7')).status).not.toBe(500)
  })

  it('issues and expires tokens', async () => {
    const mock = createDemo()
    await mock.post('/_mock/tokens', { token: 'manager', user_id: 504143 })
    const manager = mockClient(mock, 'manager')
    expect((await manager.get('/api/v4/account')).body.current_user_id).toBe(504143)
    expect((await mock.post('/_mock/tokens/expire', { token: 'manager' })).body).toEqual({
      expired: 1,
    })
    expect((await manager.get('/api/v4/account')).body).toMatchObject({
      status: 401,
      detail: 'Token has expired',
    })
    expect((await mock.get('/api/v4/account')).status).toBe(200)
    await mock.post('/_mock/tokens/expire', {})
    expect((await mock.get('/api/v4/account')).status).toBe(401)
    expect((await mock.post('/_mock/tokens', { token: 'x', user_id: 1 })).status).toBe(400)
  })

  it('acts for another user at the request of an administrator', async () => {
    const { post, store } = createDemo()
    const { body } = await post('/api/v4/contacts', [{ name: 'x' }], {
      'x-context-user-id': '504142',
    })
    expect(store.contact(body._embedded.contacts[0].id)?.created_by).toBe(504142)
  })
})
