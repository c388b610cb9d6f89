import { describe, expect, it } from 'vitest'
import { unreadableIn } from '#contract/upstream/lenient.ts'
import { amoContact, amoContactPage } from '#contract/upstream/amo-v4/contacts.ts'
import { buildMock } from '#mock/mock-app.ts'
import { mockClient } from '#mock/mock-client.ts'
import { buildEmptyMock } from '#mock/mock-fixtures.ts'

const now = () => Date.UTC(2026, 0, 15)

function demo(contacts = 300) {
  const mock = buildMock({ contacts, now })
  return { ...mock, ...mockClient(mock) }
}

describe('the list and one contact', () => {
  it('conform to the schemas of the contract', async () => {
    const { get } = demo()
    const page = amoContactPage.parse((await get('/api/v4/contacts?limit=250')).body)
    expect(page.items).toHaveLength(250)
    expect(unreadableIn(page)).toEqual([])
    const response = await get(`/api/v4/contacts/${page.items[7]!.id}`) // the page has 250 items
    expect(amoContact.parse(response.body).id).toBe(page.items[7]!.id)
  })
})

describe('pages', () => {
  it('has 50 rows by default and never more than 250', async () => {
    const { get } = demo()
    const rows = async (query: string) =>
      (await get(`/api/v4/contacts${query}`)).body._embedded.contacts.length
    expect(await rows('')).toBe(50)
    for (const limit of ['250', '251', '500']) expect(await rows(`?limit=${limit}`)).toBe(250)
    for (const limit of ['0', '-1', 'x']) expect(await rows(`?limit=${limit}`)).toBe(50)
  })

  it('links from the first page to the last, keeping the query', async () => {
    const { get } = demo(60)
    const seen: number[] = []
    let url: string | undefined = '/api/v4/contacts?limit=25&order%5Bid%5D=desc&with=leads'
    let pages = 0
    while (url) {
      const { body } = await get(url)
      pages += 1
      expect(Object.hasOwn(body._links, 'prev')).toBe(pages > 1)
      expect(Object.hasOwn(body._links, 'first')).toBe(pages > 1)
      for (const contact of body._embedded.contacts) seen.push(contact.id)
      const next: string | undefined = body._links.next?.href
      const wanted = /^http:\/\/example\.amocrm\.ru\/api\/v4\/contacts\?.*order\[id\]=desc/
      expect(decodeURIComponent(body._links.self.href)).toMatch(wanted)
      expect(next === undefined || wanted.test(decodeURIComponent(next))).toBe(true)
      url = next?.replace('http://example.amocrm.ru', '')
    }
    expect(pages).toBe(3)
    expect(seen).toEqual([...new Set(seen)].toSorted((a, b) => b - a))
  })

  it('responds 204 without a body past the end and for an unknown id', async () => {
    const { app, get } = demo(10)
    expect(await get('/api/v4/contacts?page=99')).toMatchObject({ status: 204, body: '' })
    expect(await get('/api/v4/contacts/1')).toMatchObject({ status: 204, type: '', body: '' })
    const missing = await app.inject({
      url: '/api/v4/contacts/1',
      headers: { authorization: 'Bearer demo-token' },
    })
    expect(missing.headers['content-type']).toBeUndefined()
  })
})

describe('order', () => {
  it.each(['id', 'updated_at', 'created_at', 'name'])('sorts by %s both ways', async (field) => {
    const { get } = demo()
    const keys = async (direction: string) =>
      (
        await get(`/api/v4/contacts?limit=250&order[${field}]=${direction}`)
      ).body._embedded.contacts.map((contact: Record<string, unknown>) => contact[field])
    const key = (value: string | number) =>
      typeof value === 'string' ? value.toLowerCase() : value
    const sorted = (list: (string | number)[]) =>
      list.toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0))
    const ascending = await keys('asc')
    expect(ascending).toEqual(sorted(ascending))
    const descending = await keys('desc')
    expect(descending).toEqual(sorted(descending).toReversed())
  })

  it('falls back to updated_at ascending for unknown orders', async () => {
    const { get } = demo()
    const plain = await get('/api/v4/contacts')
    for (const query of ['order[nope]=asc', 'order[id]=sideways', 'order=id'])
      expect((await get(`/api/v4/contacts?${query}`)).body._embedded).toEqual(plain.body._embedded)
    const times = plain.body._embedded.contacts.map((c: { updated_at: number }) => c.updated_at)
    expect(times).toEqual(times.toSorted((a: number, b: number) => a - b))
  })
})

describe('query', () => {
  it('finds by name, phone, e-mail and text fields, ignoring case, in any script', async () => {
    const mock = buildEmptyMock()
    const { id } = mock.store.addContact({
      first_name: 'Ёлка',
      last_name: 'Щукина',
      phones: ['+7 (912) 345-67-89'],
      emails: ['Elka@Example.ru'],
    })
    mock.store.addContact({ name: 'Кто-то другой' })
    const { get } = mockClient(mock)
    for (const text of ['ЁЛКА', 'щук', 'щукина ёлка', '9123456789', '+7 912 345', 'elka@', 'ЩУ']) {
      const { body } = await get(`/api/v4/contacts?query=${encodeURIComponent(text)}`)
      const found = body._embedded.contacts.map((c: { id: number }) => c.id)
      expect({ text, found }).toEqual({ text, found: [id] })
    }
    expect((await get('/api/v4/contacts?query=nobody')).status).toBe(204)
  })
})

describe('authentication', () => {
  it('rejects a missing and an invalid token with problem+json', async () => {
    const mock = demo(1)
    for (const headers of [{ authorization: '' }, { authorization: 'Bearer nope' }]) {
      const { status, type, body } = await mock.get('/api/v4/contacts', headers)
      expect({ status, type }).toEqual({ status: 401, type: 'application/problem+json' })
      expect(body).toEqual({
        title: 'Unauthorized',
        type: 'https://httpstatus.es/401',
        status: 401,
        detail: 'Invalid user name or password',
      })
    }
  })

  it('shows only their own contacts to a user with such rights', async () => {
    const mock = demo()
    mock.store.tokens.issue({
      token: 'own',
      kind: 'access',
      user_id: 504143,
      client_id: null,
      expires_at: null,
    })
    const { get } = mockClient(mock, 'own')
    const { body } = await get('/api/v4/contacts?limit=250')
    const owners = body._embedded.contacts.map(
      (c: { responsible_user_id: number }) => c.responsible_user_id,
    )
    expect(new Set(owners)).toEqual(new Set([504143]))
    const other = (await mock.get('/api/v4/contacts?limit=1&filter[responsible_user_id]=504142'))
      .body
    expect((await get(`/api/v4/contacts/${other._embedded.contacts[0].id}`)).status).toBe(204)
    expect((await get('/api/v4/users')).status).toBe(403)
  })

  it('lets only an administrator act for another user', async () => {
    const mock = demo(5)
    const own = { token: 'own', user_id: 504143, client_id: null, expires_at: null }
    mock.store.tokens.issue({ ...own, kind: 'access' })
    const headers = { 'x-context-user-id': '504142' }
    const currentUser = async ({ get }: Pick<typeof mock, 'get'>) =>
      (await get('/api/v4/account', headers)).body.current_user_id
    expect(await currentUser(mock)).toBe(504142)
    expect(await currentUser(mockClient(mock, 'own'))).toBe(504143)
  })

  it('returns current pages after a write between two pages', async () => {
    const { get, patch } = demo()
    const page = async (number: number) => {
      const path = `/api/v4/contacts?filter[created_at][from]=1&limit=20&page=${number}`
      return (await get(path)).body._embedded.contacts.map(({ id }: { id: number }) => id)
    }
    const [first, ...others] = await page(1)
    const second = await page(2)
    await patch(`/api/v4/contacts/${first}`, { name: 'Changed' }) // which moves it to the end
    expect(await page(1)).toEqual([...others, second[0]])
    expect((await page(2)).slice(0, 19)).toEqual(second.slice(1))
  })
})
