import { describe, expect, it } from 'vitest'
import { buildMock } from './mock-app.ts'
import { mockClient } from './mock-client.ts'

const mock = buildMock({ contacts: 50, now: () => Date.UTC(2026, 0, 15) })
const { send, get, post } = mockClient(mock)

describe('failing requests', () => {
  it('are 404 on unknown routes, in the format of the dialect', async () => {
    const { status, type, body } = await get('/api/v4/nope')
    expect({ status, type }).toEqual({ status: 404, type: 'application/problem+json' })
    expect(body.detail).toBe('Cannot GET http://example.amocrm.ru/api/v4/nope!')
    expect((await get('/api/v4/contacts/abc')).status).toBe(404)
    expect((await get('/api/v1/nope')).body).toEqual({ message: 'Not Found' })
    for (const url of ['/', '/nope', '/api/v2/nope', '/api/v3/contacts'])
      expect((await get(url)).status).toBe(404)
  })

  it('are 405 with a wrong method', async () => {
    const wrong = [
      ['DELETE', '/api/v4/contacts'],
      ['PUT', '/api/v4/contacts/1'],
      ['DELETE', '/api/v4/contacts/1'],
      ['PATCH', '/api/v2/contacts'],
      ['DELETE', '/api/v2/contacts'],
      ['POST', '/api/v1/getContacts'],
      ['GET', '/api/v1/setYsellStatus'],
      ['GET', '/oauth2/access_token'],
      ['POST', '/api/v4/users'],
      ['HEAD', '/api/v4/contacts'],
      ['OPTIONS', '/api/v4/contacts'],
      ['TRACE', '/api/v4/contacts'],
    ] as const
    for (const [method, url] of wrong) {
      const { status, headers } = await send(method, url)
      expect({ method, url, status }).toEqual({ method, url, status: 405 })
      expect(headers['allow']).toEqual(expect.any(String))
    }
  })

  it('are 400 with broken JSON, or 422 in WatBot, which treats it as an empty form', async () => {
    const headers = { 'content-type': 'application/json' }
    expect(await post('/api/v4/contacts', '[{"name":', headers)).toMatchObject({
      status: 400,
      type: 'application/problem+json',
      body: { detail: 'Invalid request data' },
    })
    expect((await post('/api/v2/contacts', '{', headers)).status).toBe(400)
    expect((await post('/oauth2/access_token', '{', headers)).status).toBe(400)
    expect((await post('/api/v1/createOrUpdateContact', '{', headers)).status).toBe(422)
  })

  it('are 400 with a URL that cannot be decoded', async () => {
    const { status, type } = await get('/api/v4/contacts/%E0%A4%A')
    expect({ status, type }).toEqual({ status: 400, type: 'application/problem+json' })
  })

  it('are 413 with a body over the limit', async () => {
    const huge = JSON.stringify([{ name: 'x'.repeat(9 * 1024 * 1024) }])
    expect(
      (await post('/api/v4/contacts', huge, { 'content-type': 'application/json' })).status,
    ).toBe(413)
  })

  it('parses JSON whatever the content type, as PHP does', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/hal+json; charset=utf-8',
    ])
      expect(
        (await post('/api/v4/contacts', '[{"name":"x"}]', { 'content-type': type })).status,
      ).toBe(200)
  })
})
