import { expect, it } from 'vitest'
import type { Transport, TransportResponse } from '#proxy/sources/transport/transport.ts'
import { askForTokens } from './token-endpoint.ts'
import { refreshTokens } from './token-refresh.ts'
import { createOAuthAccess } from './oauth-access.ts'
import { createTokenStore } from './token-store.ts'
import { connectStore } from '#proxy/store/state-store.ts'
import { migrate } from '#proxy/store/migrate.ts'

const client = { clientId: 'id', clientSecret: 'secret', redirectUrl: 'http://app.example/back' }
const grant = { kind: 'refresh', refreshToken: 'old' } as const
const answering = (status: number, body: string, headers = {}): Transport => {
  const answer: TransportResponse = { status, headers, body }
  return async () => answer
}
const ask = (send: Transport) => askForTokens(send, client, grant, AbortSignal.timeout(1000))
const pair = { access_token: 'a', refresh_token: 'b' }

it.each([
  [86_400, 86_400],
  ['86400', 86_400],
  ['3600.0', 3600],
  [null, 86_400],
  ['a day', 86_400],
  [-1, 86_400],
  [1e300, 86_400],
])('stores new tokens with the lifetime %j', async (life, seconds) => {
  const fresh = await ask(answering(200, JSON.stringify({ ...pair, expires_in: life })))
  expect(fresh).toMatchObject({ accessToken: 'a', refreshToken: 'b' })
  expect(fresh.expiresAt - fresh.issuedAt).toBe(seconds * 1000)
})

const elsewhere = [
  [301, '', { location: 'https://new.amocrm.ru/oauth2/access_token' }],
  [308, '<html>', {}],
  [302, '', { location: 'https://www.amocrm.ru/' }],
  [404, '<html>nginx', {}],
  [404, '{"title":"Not Found","status":404}', {}],
] as const

it.each(elsewhere)(
  'reads %i %j as an account that has moved',
  async (...[status, body, headers]) => {
    await expect(ask(answering(status, body, headers))).rejects.toMatchObject({ failure: 'moved' })
  },
)

it.each(elsewhere)(
  'asks once and names the URL to check: %i %j',
  async (...[status, body, headers]) => {
    const store = connectStore({ kind: 'sqlite', file: ':memory:' })
    await migrate(store)
    const tokens = createTokenStore(store, Buffer.alloc(32, 1))
    await tokens.save('s', { accessToken: 'a', refreshToken: 'r', issuedAt: 0, expiresAt: 1 })
    let asked = 0
    const answer = answering(status, body, headers)
    const send: Transport = (request) => {
      asked += 1
      return answer(request)
    }
    const access = createOAuthAccess({
      sourceId: 's',
      tokens,
      refresh: (version) =>
        refreshTokens({ sourceId: 's', version, owner: 'me', client }, { tokens, send }),
    })
    await expect(access.current()).rejects.toMatchObject({
      failure: 'moved',
      message: expect.stringContaining('compare its url in the sources file'),
    })
    expect(asked).toBe(1)
    await store.close()
  },
)
