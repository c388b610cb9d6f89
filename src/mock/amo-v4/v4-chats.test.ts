import { describe, expect, it } from 'vitest'
import { mockClient } from '#mock/mock-client.ts'
import { buildEmptyMock } from '#mock/mock-fixtures.ts'

const chats = '/api/v4/contacts/chats'
const uuid = '6cbab3d5-c4c1-46ff-b710-ad59ad10805f' // from the documents' examples
const otherChat = '0a1b2c3d-0000-4000-a000-000000000001'

function createChatMock() {
  const mock = buildEmptyMock()
  const { store } = mock
  store.addContact({ id: 3102959, name: 'documented' })
  store.addContact({ id: 11, name: 'another' })
  store.chats.add({ chat_id: uuid, contact_id: null, channel: 'telegram', is_foreign: 0 })
  return { ...mock, ...mockClient(mock) }
}

describe('chats of contacts', () => {
  it('are linked and listed as in the examples of seeds 000 and 002', async () => {
    const { store, get, post } = createChatMock()
    store.db.run('update chats set link_id = 26218')
    store.chats.clearCache()
    const linked = await post(chats, [{ contact_id: 3102959, chat_id: uuid }])
    expect(linked).toMatchObject({ status: 200, type: 'application/hal+json' })
    const link = { chat_id: uuid, contact_id: 3102959, id: 26219 }
    expect(linked.body).toEqual({
      _total_items: 1,
      _embedded: { chats: [{ ...link, request_id: '0' }] },
    })
    const listed = await get(`${chats}?contact_id=3102959`)
    expect(listed.body).toEqual({ _total_items: 1, _embedded: { chats: [link] } })
  })

  it('belong to one contact: linking again moves them, with a new link id', async () => {
    const { get, post } = createChatMock()
    const first = (await post(chats, [{ contact_id: 3102959, chat_id: uuid }])).body._embedded
      .chats[0]
    const second = (await post(chats, [{ contact_id: 11, chat_id: uuid, request_id: 'm' }])).body
      ._embedded.chats[0]
    expect(second).toMatchObject({ contact_id: 11, request_id: 'm' })
    expect(second.id).not.toBe(first.id)
    expect((await get(`${chats}?contact_id=3102959`)).status).toBe(204)
    expect((await get(`${chats}?chat_id=${uuid}`)).body._embedded.chats).toHaveLength(1)
  })

  it('are listed by chat and by contact in every spelling', async () => {
    const { store, get } = createChatMock()
    store.chats.add({ chat_id: uuid, contact_id: 3102959, channel: 'telegram', is_foreign: 0 })
    store.chats.add({ chat_id: otherChat, contact_id: 11, channel: 'vk', is_foreign: 0 })
    const spellings = (name: string, [a, b]: [string, string]) => [
      `${name}=${a},${b}`,
      `${name}=${a}%2C${b}`,
      `${name}[]=${a}&${name}[]=${b}`,
      `${name}[0]=${a}&${name}[1]=${b}`,
      `${name}%5B%5D=${a}&${name}%5B%5D=${b}`,
    ]
    for (const query of [
      ...spellings('chat_id', [uuid, otherChat]),
      ...spellings('contact_id', ['3102959', '11']),
    ])
      expect({ query, total: (await get(`${chats}?${query}`)).body._total_items }).toEqual({
        query,
        total: 2,
      })
    expect((await get(`${chats}?chat_id=${uuid}&contact_id=11`)).status).toBe(204)
    expect((await get(chats)).status).toBe(400)
  })

  it('include a contact that is only in an incoming lead', async () => {
    const { store, get } = createChatMock()
    const { id } = store.addContact({ name: 'incoming', is_unsorted: true })
    store.chats.add({ chat_id: otherChat, contact_id: id, channel: 'telegram', is_foreign: 0 })
    expect((await get(`${chats}?chat_id=${otherChat}`)).body._embedded.chats[0].contact_id).toBe(id)
    expect((await get(`/api/v4/contacts?filter[id]=${id}`)).status).toBe(204)
  })

  it('of other channels are neither listed nor linked', async () => {
    const { store, get, post } = createChatMock()
    store.chats.add({ chat_id: otherChat, contact_id: 11, channel: 'whatsapp', is_foreign: 1 })
    expect((await get(`${chats}?chat_id=${otherChat}`)).status).toBe(204)
    expect((await get(`${chats}?contact_id=11`)).status).toBe(204)
    const { status, body } = await post(chats, [
      { contact_id: 11, chat_id: otherChat },
      { contact_id: 5, chat_id: uuid },
      {},
    ])
    expect(status).toBe(400)
    expect(
      body['validation-errors'].map((group: { errors: { path: string }[] }) =>
        group.errors.map(({ path }) => path),
      ),
    ).toEqual([['chat_id'], ['contact_id'], ['chat_id', 'contact_id']])
  })

  it('are for administrators, and never with a cookie', async () => {
    const mock = createChatMock()
    expect((await mock.get(`${chats}?contact_id=11`, { cookie: 'session=1' })).status).toBe(400)
    expect(
      (await mock.post(chats, [{ contact_id: 11, chat_id: uuid }], { cookie: 'a=b' })).status,
    ).toBe(400)
    mock.store.tokens.issue({
      token: 'plain',
      kind: 'access',
      user_id: 504142,
      client_id: null,
      expires_at: null,
    })
    const manager = mockClient(mock, 'plain')
    expect((await manager.get(`${chats}?contact_id=11`)).status).toBe(403)
    expect((await manager.post(chats, [{ contact_id: 11, chat_id: uuid }])).status).toBe(403)
    expect(mock.store.chats.get(uuid)?.contact_id).toBeNull()
  })
})
