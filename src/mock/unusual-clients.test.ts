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

describe('unusual URLs', () => {
  it('use the last of two values and the first of two orders', async () => {
    const { get } = demo()
    const page = (await get(`${list}?limit=7&limit=2&page=9&page=1`)).body
    expect(page._page).toBe(1)
    expect(page._embedded.contacts).toHaveLength(2)
    const ids = async (query: string) =>
      (await get(`${list}?${query}`)).body._embedded.contacts.map(({ id }: { id: number }) => id)
    const byId = await ids('order[id]=desc')
    const byTime = await ids('order[updated_at]=desc')
    expect(byId).not.toEqual(byTime)
    expect(await ids('order[updated_at]=desc&order[id]=desc')).toEqual(byTime)
    expect(await ids('order[id]=desc&order[updated_at]=desc')).toEqual(byId)
    const [first, second] = byId
    expect(await ids(`order[id]=desc&filter[id][]=${first}&filter[id][]=${second}`)).toEqual([
      first,
      second,
    ])
  })

  it('are past the end for a huge page number', async () => {
    const { get } = demo()
    for (const page of ['99999999999', '9'.repeat(40)])
      expect((await get(`${list}?page=${page}`)).status).toBe(204)
    for (const page of ['0', '-1', 'x', '1.5'])
      expect((await get(`${list}?page=${page}`)).body._page).toBe(1)
  })

  it('may contain NUL in a query', async () => {
    const { get, store } = demo()
    store.addContact({ name: 'abc def' })
    for (const path of [list, '/api/v2/contacts', '/api/v4/contacts/tags', '/api/v4/leads']) {
      const { status } = await get(`${path}?query=${encodeURIComponent('abc\0def')}`)
      expect([200, 204]).toContain(status)
    }
    const { body } = await get(`${list}?query=abc%00def`)
    expect(body._embedded.contacts).toMatchObject([{ name: 'abc def' }])
  })

  it('reject a malformed v2 session', async () => {
    const { get } = demo()
    const anonymous = mockClient({ app: demo().app }, '')
    const malformed = await anonymous.get('/api/v2/contacts', { cookie: 'session_id=%' })
    expect(malformed.status).toBe(401)
    expect((await anonymous.get('/api/v2/contacts?USER_HASH=%25')).status).toBe(401)
    const known = await anonymous.get('/api/v2/contacts?USER_LOGIN=a&USER_HASH=demo-token')
    expect(known.status).toBe(200)
    await get('/api/v2/contacts?USER_HASH=demo-token')
    const { body } = await get('/_mock/received')
    expect(JSON.stringify(body)).not.toContain('demo-token')
  })
})

describe('links in responses', () => {
  it('are valid even if the Host header is not', async () => {
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

  it('lead back to a client that sends an absolute URL, or no Host', async () => {
    const { app } = demo()
    const { port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }))
    const exchange = async (line: string, head: string) => {
      const socket = connect(Number(port), '127.0.0.1')
      socket.write(`${line}\r\nauthorization: Bearer demo-token\r\n${head}\r\n\r\n`)
      let text = ''
      socket.setEncoding('utf8').on('data', (part: string) => (text += part))
      await once(socket, 'close')
      return text
    }
    const path = `${list}?limit=1`
    const absolute = await exchange(
      `GET http://crm.test${path} HTTP/1.1`,
      'host: crm.test\r\nconnection: close',
    )
    expect(absolute).toContain('"next":{"href":"http://crm.test/api/v4/contacts?limit=1&page=2"}')
    const withoutHost = await exchange(`GET ${path} HTTP/1.0`, 'accept: */*')
    expect(withoutHost).toContain(`"next":{"href":"http://127.0.0.1:${port}/api/v4/contacts?`)
    await app.close()
  })
})

describe('unusual bodies', () => {
  const json = { 'content-type': 'application/json' }
  const name = (bytes: number[]) =>
    Buffer.concat([Buffer.from('[{"name":"'), Buffer.from(bytes), Buffer.from('"}]')])

  it('are rejected when they are not UTF-8, as by PHP', async () => {
    const { post, store } = demo()
    const before = store.countContacts()
    const cyrillic1251 = name([0xc0, 0xed, 0xed, 0xe0])
    const byteOrderMark = Buffer.from('\uFEFF[{"name":"a"}]')
    const loneSurrogates = ['[{"name":"\\ud83d"}]', '[{"name":"x\\uDE00y"}]', '[{"\\ud83d":1}]']
    for (const body of [
      cyrillic1251,
      byteOrderMark,
      Buffer.from('\uFEFF[]', 'utf16le'),
      ...loneSurrogates,
    ])
      expect((await post(list, body, json)).body).toMatchObject({
        status: 400,
        detail: 'Invalid request data',
      })
    expect((await post('/api/v2/contacts', cyrillic1251, json)).status).toBe(400)
    expect(store.countContacts()).toBe(before)
  })

  it('preserve every other character', async () => {
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

  it('may have an empty object as encoded by PHP', async () => {
    const { post } = demo()
    const item = { name: 'Ада', _embedded: [], custom_fields_values: [] }
    expect((await post(list, [item])).status).toBe(200)
    expect((await post(list, [{ name: 'Ада', _embedded: ['x'] }])).status).toBe(400)
  })

  it('do not pollute prototypes', async () => {
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
