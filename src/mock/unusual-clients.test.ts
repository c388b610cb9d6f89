import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { buildMock } from './mock-app.ts'
import { mockClient } from './mock-client.ts'

const demo = () => {
  const mock = buildMock({ contacts: 60, now: () => Date.UTC(2026, 0, 15) })
  return { ...mock, ...mockClient(mock) }
}
const list = '/api/v4/contacts'

describe('addresses that clients spell oddly', () => {
  it('take the last of two values and the first of two orders', async () => {
    const { get } = demo()
    const first = (await get(`${list}?limit=7&limit=2&page=9&page=1`)).body
    expect(first._page).toBe(1)
    expect(first._embedded.contacts).toHaveLength(2)
    const ids = async (query: string) =>
      (await get(`${list}?${query}`)).body._embedded.contacts.map(({ id }: { id: number }) => id)
    const byId = await ids('order[id]=desc')
    const byTime = await ids('order[updated_at]=desc')
    expect(byId).not.toEqual(byTime)
    expect(await ids('order[updated_at]=desc&order[id]=desc')).toEqual(byTime)
    expect(await ids('order[id]=desc&order[updated_at]=desc')).toEqual(byId)
    const [one, two] = byId
    expect(await ids(`order[id]=desc&filter[id][]=${one}&filter[id][]=${two}`)).toEqual([one, two])
  })

  it('are past the end on a page beyond every number', async () => {
    const { get } = demo()
    for (const page of ['99999999999', '9'.repeat(40)])
      expect((await get(`${list}?page=${page}`)).status).toBe(204)
    for (const page of ['0', '-1', 'x', '1.5'])
      expect((await get(`${list}?page=${page}`)).body._page).toBe(1)
  })

  it('may ask for a text with NUL in it', async () => {
    const { get, store } = demo()
    store.addContact({ name: 'abc def' })
    for (const path of [list, '/api/v2/contacts', '/api/v4/contacts/tags', '/api/v4/leads']) {
      const { status } = await get(`${path}?query=${encodeURIComponent('abc\0def')}`)
      expect([200, 204]).toContain(status)
    }
    const { body } = await get(`${list}?query=abc%00def`)
    expect(body._embedded.contacts).toMatchObject([{ name: 'abc def' }])
  })

  it('end no session of v2 that never was one', async () => {
    const { get } = demo()
    const nobody = mockClient({ app: demo().app }, '')
    const broken = await nobody.get('/api/v2/contacts', { cookie: 'session_id=%' })
    expect(broken.status).toBe(401)
    expect((await nobody.get('/api/v2/contacts?USER_HASH=%25')).status).toBe(401)
    const known = await nobody.get('/api/v2/contacts?USER_LOGIN=a&USER_HASH=demo-token')
    expect(known.status).toBe(200)
    await get('/api/v2/contacts?USER_HASH=demo-token')
    const { body } = await get('/_mock/received')
    expect(JSON.stringify(body)).not.toContain('demo-token')
  })
})

describe('links inside answers', () => {
  it('are whole even where the Host header is none', async () => {
    const { get } = demo()
    for (const host of ['a"b', 'x/../y', 'a b']) {
      const { body } = await get(`${list}?limit=1`, { host })
      expect(body._links.next.href).toMatch(/^http:\/\/127\.0\.0\.1:/)
    }
    for (const host of ['crm.example.com', 'localhost:4010', '[::1]:4010', 'my_mock:80']) {
      const { body } = await get(`${list}?limit=1`, { host })
      expect(body._links.next.href).toBe(`http://${host}/api/v4/contacts?limit=1&page=2`)
      const [{ id, _links: links }] = body._embedded.contacts
      expect(links.self.href).toBe(`http://${host}/api/v4/contacts/${id}`)
    }
  })

  it('lead back to a client that sends its whole address, or no Host', async () => {
    const { app } = demo()
    const { port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }))
    const said = async (line: string, head: string) => {
      const socket = connect(Number(port), '127.0.0.1')
      socket.write(`${line}\r\nauthorization: Bearer demo-token\r\n${head}\r\n\r\n`)
      let text = ''
      socket.setEncoding('utf8').on('data', (part: string) => (text += part))
      await once(socket, 'close')
      return text
    }
    const path = `${list}?limit=1`
    const whole = await said(
      `GET http://crm.test${path} HTTP/1.1`,
      'host: crm.test\r\nconnection: close',
    )
    expect(whole).toContain('"next":{"href":"http://crm.test/api/v4/contacts?limit=1&page=2"}')
    const nameless = await said(`GET ${path} HTTP/1.0`, 'accept: */*')
    expect(nameless).toContain(`"next":{"href":"http://127.0.0.1:${port}/api/v4/contacts?`)
    await app.close()
  })
})

describe('bodies that clients spell oddly', () => {
  const json = { 'content-type': 'application/json' }
  const name = (bytes: number[]) =>
    Buffer.concat([Buffer.from('[{"name":"'), Buffer.from(bytes), Buffer.from('"}]')])

  it('are refused when they are not UTF-8, as PHP refuses them', async () => {
    const { post, store } = demo()
    const before = store.countContacts()
    const cyrillic1251 = name([0xc0, 0xed, 0xed, 0xe0])
    const mark = Buffer.from('\uFEFF[{"name":"a"}]')
    const halves = ['[{"name":"\\ud83d"}]', '[{"name":"x\\uDE00y"}]', '[{"\\ud83d":1}]']
    for (const body of [cyrillic1251, mark, Buffer.from('\uFEFF[]', 'utf16le'), ...halves])
      expect((await post(list, body, json)).body).toMatchObject({
        status: 400,
        detail: 'Invalid request data',
      })
    expect((await post('/api/v2/contacts', cyrillic1251, json)).status).toBe(400)
    expect(store.countContacts()).toBe(before)
  })

  it('keep every other character', async () => {
    const { post, get } = demo()
    for (const text of ['Ада 👩‍🚀', 'NUL \0 inside', '\\ud83d', '\u2028', 'Zoë "Q" <b>']) {
      const { body } = await post(list, [{ name: text }])
      const [{ id }] = body._embedded.contacts
      expect((await get(`${list}/${id}`)).body.name).toBe(text)
    }
    const escaped = await post(list, '[{"name":"\\ud83d\\ude00"}]', json)
    const [{ id }] = escaped.body._embedded.contacts
    expect((await get(`${list}/${id}`)).body.name).toBe('😀')
  })

  it('may write an empty object the way PHP does', async () => {
    const { post } = demo()
    const item = { name: 'Ада', _embedded: [], custom_fields_values: [] }
    expect((await post(list, [item])).status).toBe(200)
    expect((await post(list, [{ name: 'Ада', _embedded: ['x'] }])).status).toBe(400)
  })

  it('give no prototype away', async () => {
    const { post, get } = demo()
    const bodies = ['{"__proto__":{"name":"x"}}', '{"constructor":{"prototype":{"a":1}}}']
    for (const item of bodies) {
      const { body } = await post(list, `[${item}]`, json)
      expect(body['validation-errors'][0].errors).toMatchObject([{ code: 'FieldNotExpected' }])
    }
    await get(`${list}?__proto__[a]=1&filter[__proto__][a]=1&constructor[prototype][a]=1`)
    expect(({} as Record<string, unknown>)['a']).toBeUndefined()
  })
})
