import { describe, expect, it } from 'vitest'
import { buildMock } from './mock-app.ts'
import { mockClient } from './mock-client.ts'

/** Every kind of write: its request, and whether the store contains its result. */
function createWrites() {
  const mock = buildMock({ contacts: 40, now: () => Date.UTC(2026, 0, 15) })
  const { store } = mock
  const { id } = store.addContact({ name: 'Ада' })
  const company = store.db.get<{ id: number }>('select id from companies')?.id ?? 0
  const chat = store.db.get<{ chat_id: string; link_id: number }>(
    'select * from chats where is_foreign = 0',
  )
  const talk = store.talks.add({
    chat_id: chat?.chat_id ?? '',
    created_at: 1,
    updated_at: 1,
    rate: 0,
    entity_id: null,
    entity_type: null,
    status: 'in_work',
    is_in_work: true,
    is_read: true,
    origin: 'telegram',
    source_id: null,
    missed_at: null,
  })
  const user = { user_id: 504141, client_id: 'demo-client', expires_at: null }
  store.tokens.issue({ ...user, kind: 'refresh', token: 'once' })
  const count = (text: string, ...params: (string | number)[]) =>
    store.db.all(text, ...params).length
  const v4 = '/api/v4/contacts'
  const oauth = {
    client_id: 'demo-client',
    client_secret: 'demo-secret',
    grant_type: 'refresh_token',
    refresh_token: 'once',
    redirect_uri: 'https://example.test/',
  }
  const unchangedChat = 'select 1 from chats where chat_id = ? and link_id = ?'
  const writes: [string, string, string, unknown, () => boolean][] = [
    ['POST', 'contacts', v4, [{ name: 'new' }], () => mock.store.countContacts() === 42],
    ['PATCH', 'contacts', v4, [{ id, name: 'a' }], () => store.contact(id)?.name === 'a'],
    ['PATCH', 'one contact', `${v4}/${id}`, { name: 'b' }, () => store.contact(id)?.name === 'b'],
    [
      'POST',
      'link',
      `${v4}/${id}/link`,
      [{ to_entity_id: company, to_entity_type: 'companies' }],
      () => store.contact(id)?.company_id === company,
    ],
    [
      'POST',
      'unlink',
      `${v4}/unlink`,
      [{ entity_id: id, to_entity_id: company, to_entity_type: 'companies' }],
      () => store.contact(id)?.company_id === null,
    ],
    [
      'POST',
      'chats',
      `${v4}/chats`,
      [{ chat_id: chat?.chat_id, contact_id: id }],
      () => count(unchangedChat, chat?.chat_id ?? '', chat?.link_id ?? 0) === 0,
    ],
    [
      'POST',
      'talks',
      `/api/v4/talks/${talk.talk_id}/close`,
      { force_close: true },
      () => store.talks.get(talk.talk_id)?.status === 'closed',
    ],
    [
      'POST',
      'notes',
      `${v4}/notes`,
      [{ entity_id: id, note_type: 'common', params: { text: 'n' } }],
      () => count('select 1 from notes where owner = ?', id) === 1,
    ],
    [
      'POST',
      'tags',
      `${v4}/tags`,
      [{ name: 'cut' }],
      () => count(`select 1 from tags where name = 'cut'`) === 1,
    ],
    [
      'POST',
      'custom_fields',
      `${v4}/custom_fields`,
      [{ name: 'Cut', type: 'text' }],
      () => store.directory.fields().some(({ name }) => name === 'Cut'),
    ],
    ['POST', 'v2', '/api/v2/contacts', { add: [{ name: 'v2' }] }, () => store.countContacts() > 41],
    [
      'POST',
      'WatBot',
      '/api/v1/createOrUpdateContact',
      { bot_id: 1, messenger: 'vk', name: 'cut', vk_id: 77 },
      () => store.botContacts.find(1, 'vk', '77') !== undefined,
    ],
    [
      'POST',
      'a token',
      '/oauth2/access_token',
      oauth,
      () => store.tokens.find('once', 'refresh')?.state === 'used',
    ],
  ]
  return { ...mock, ...mockClient(mock), writes }
}

describe('a cut connection', () => {
  it('after the write leaves every kind of write saved', async () => {
    const { faults, send, writes } = createWrites()
    for (const [method, name, path, body, isSaved] of writes) {
      faults.add({ kind: 'cut-after', path, times: 1 })
      await expect(send(method, path, body)).rejects.toThrow('Connection cut')
      expect({ name, isSaved: isSaved() }).toEqual({ name, isSaved: true })
      expect(faults.all()).toEqual([])
    }
  })

  it('does not affect reads after they were handled unless a method is given', async () => {
    const { faults, get } = createWrites()
    faults.add({ kind: 'cut-after' })
    expect((await get('/api/v4/contacts')).status).toBe(200)
    faults.add({ kind: 'cut-after', method: 'GET' })
    await expect(get('/api/v4/contacts')).rejects.toThrow('Connection cut')
  })

  it('before the write saves nothing', async () => {
    const { faults, send, writes } = createWrites()
    for (const [method, name, path, body, isSaved] of writes.filter(
      ([, name]) => name !== 'unlink',
    )) {
      faults.add({ kind: 'cut', path, times: 1 })
      await expect(send(method, path, body)).rejects.toThrow('Connection cut')
      expect({ name, isSaved: isSaved() }).toEqual({ name, isSaved: false })
    }
  })
})

describe('row-error', () => {
  it('rejects every kind of v4 batch, and saves nothing of it', async () => {
    const { faults, send, writes } = createWrites()
    const batches = writes.filter(([, name, , body]) => Array.isArray(body) && name !== 'unlink')
    expect(batches).toHaveLength(7)
    for (const [method, name, path, body, isSaved] of batches) {
      faults.add({ kind: 'row-error', row: 0, code: 'TooLong', path, times: 1 })
      const response = await send(method, path, body)
      expect({ name, status: response.status }).toEqual({ name, status: 400 })
      expect(response.body['validation-errors']).toMatchObject([
        { request_id: '0', errors: [{ code: 'TooLong', path: 'name' }] },
      ])
      expect({ name, isSaved: isSaved() }).toEqual({ name, isSaved: false })
    }
  })
})

describe('an account that ignores filters', () => {
  it.each(['contacts', 'companies', 'leads', 'customers', 'tasks', 'contacts/notes'])(
    'lists all its %s, with the filter still in the links',
    async (name) => {
      const { faults, get } = createWrites()
      const path = `/api/v4/${name}?filter[id]=1&limit=1`
      expect((await get(path)).status).toBe(204)
      faults.add({ kind: 'ignore-filter' })
      const { status, body } = await get(path)
      expect(status).toBe(200)
      expect(decodeURIComponent(body._links.self.href)).toContain('filter[id]=1')
    },
  )

  it('still filters links by contact', async () => {
    const { faults, get, post, store } = createWrites()
    const { id } = store.addContact({ name: 'Ада' })
    const { body } = await get('/api/v4/companies?limit=1')
    const [{ id: company }] = body._embedded.companies
    const items = [{ to_entity_id: company, to_entity_type: 'companies' }]
    await post(`/api/v4/contacts/${id}/link`, items)
    faults.add({ kind: 'ignore-filter' })
    const links = await get(`/api/v4/contacts/links?filter[entity_id][]=${id}`)
    expect(links.body._embedded.links).toMatchObject([{ entity_id: id, to_entity_id: company }])
  })
})

describe('a token', () => {
  it('may expire while a request is in progress', async () => {
    const { faults, get, post } = createWrites()
    faults.add({ kind: 'latency', ms: 30 })
    const pending = get('/api/v4/contacts')
    await post('/_mock/tokens/expire', {})
    expect(await pending).toMatchObject({ status: 401, body: { detail: 'Token has expired' } })
  })
})
