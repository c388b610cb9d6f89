import { describe, expect, it } from 'vitest'
import { mockClient } from './mock-client.ts'
import { buildEmptyMock } from './mock-fixtures.ts'

function createOAuthClient() {
  let now = Date.UTC(2026, 0, 15)
  const mock = buildEmptyMock({ now: () => now })
  const client = {
    client_id: 'demo-client',
    client_secret: 'demo-secret',
    redirect_uri: 'http://app.example/back',
  }
  const { post } = mockClient(mock, '')
  const token = (more: object) => post('/oauth2/access_token', { ...client, ...more })
  async function consent() {
    const url = '/oauth?client_id=demo-client&state=s1&redirect_uri=http%3A%2F%2Fapp.example%2Fback'
    const { statusCode, headers } = await mock.app.inject({
      url,
      headers: { host: 'demo.amocrm.ru' },
    })
    const redirect = new URL(String(headers.location))
    return { statusCode, code: redirect.searchParams.get('code') ?? '', back: redirect }
  }
  const list = (accessToken: string) => mockClient(mock, accessToken).get('/api/v4/account')
  return {
    mock,
    client,
    token,
    consent,
    list,
    advanceDays: (days: number) => (now += days * 86_400_000),
  }
}

describe('tokens by OAuth', () => {
  it('are issued for a code, which can be used once', async () => {
    const { token, consent, list } = createOAuthClient()
    const { statusCode, code, back: redirect } = await consent()
    expect(statusCode).toBe(302)
    expect(Object.fromEntries(redirect.searchParams)).toMatchObject({
      state: 's1',
      referer: 'demo.amocrm.ru',
      client_id: 'demo-client',
    })
    const { status, type, body } = await token({ grant_type: 'authorization_code', code })
    expect({ status, type }).toEqual({ status: 200, type: 'application/json' })
    expect(body).toMatchObject({
      token_type: 'Bearer',
      expires_in: 86_400,
      refresh_token: expect.stringMatching(/^def502/),
    })
    const claims = JSON.parse(Buffer.from(body.access_token.split('.')[1], 'base64url').toString())
    expect(claims).toMatchObject({ account_id: 28805383, api_domain: expect.any(String) })
    expect((await list(body.access_token)).status).toBe(200)
    expect((await token({ grant_type: 'authorization_code', code })).status).toBe(401)
  })

  it('are refreshed once; the second time the token is revoked', async () => {
    const { token, consent, list } = createOAuthClient()
    const first = (await token({ grant_type: 'authorization_code', code: (await consent()).code }))
      .body
    const refresh = { grant_type: 'refresh_token', refresh_token: first.refresh_token }
    const second = (await token(refresh)).body
    expect((await list(second.access_token)).status).toBe(200)
    const repeated = await token(refresh)
    expect(repeated).toMatchObject({ status: 401, type: 'application/problem+json' })
    expect(repeated.body).toEqual({
      hint: 'Token has been revoked',
      title: 'Некорректный запрос',
      type: 'https://developers.amocrm.ru/v3/errors/OAuthProblemJson',
      status: 401,
      detail: 'В запросе отсутствует ряд параметров или параметры невалидны',
    })
  })

  it('expire after a day for access, three months for refresh', async () => {
    const { token, consent, list, advanceDays } = createOAuthClient()
    const pair = (await token({ grant_type: 'authorization_code', code: (await consent()).code }))
      .body
    advanceDays(1)
    expect((await list(pair.access_token)).body).toMatchObject({
      status: 401,
      detail: 'Token has expired',
    })
    const next = (await token({ grant_type: 'refresh_token', refresh_token: pair.refresh_token }))
      .body
    expect((await list(next.access_token)).status).toBe(200)
    advanceDays(91)
    expect(
      (await token({ grant_type: 'refresh_token', refresh_token: next.refresh_token })).status,
    ).toBe(401)
    expect((await list('demo-token')).status).toBe(200) // the long-lived token
  })

  it('can be requested with a form', async () => {
    const { mock, client, consent } = createOAuthClient()
    const payload = new URLSearchParams({
      ...client,
      grant_type: 'authorization_code',
      code: (await consent()).code,
    }).toString()
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const { status } = await mockClient(mock, '').post('/oauth2/access_token', payload, headers)
    expect(status).toBe(200)
  })

  it('are not issued for wrong credentials or an incomplete request', async () => {
    const { token } = createOAuthClient()
    const rejected = await token({
      client_secret: 'guess',
      grant_type: 'refresh_token',
      refresh_token: 'x',
    })
    expect(rejected).toMatchObject({ status: 401, body: { title: 'Некорректный клиент' } })
    expect((await token({})).status).toBe(400)
    expect((await token({ grant_type: 'password' })).status).toBe(400)
    expect((await token({ grant_type: 'authorization_code' })).status).toBe(400)
  })
})
