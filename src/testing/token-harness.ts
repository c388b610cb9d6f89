import { randomBytes } from 'node:crypto'
import { account } from '#mock/account-data.ts'
import { buildMock } from '#mock/mock-app.ts'
import type { StateConfig } from '#proxy/config.ts'
import { openStore } from '#proxy/store/state-store.ts'
import { createOAuthAccess, type OAuthAccess } from '#proxy/sources/tokens/oauth-access.ts'
import { refreshTimes, refreshTokens } from '#proxy/sources/tokens/token-refresh.ts'
import { askForTokens } from '#proxy/sources/tokens/token-endpoint.ts'
import { createTokenStore } from '#proxy/sources/tokens/token-store.ts'
import { transportInto } from './source-stack.ts'

const client = {
  clientId: 'demo-client',
  clientSecret: 'demo-secret',
  redirectUrl: 'http://app.example/back',
}
/** Short time limits, for requests without a response. */
const fastTimes = { ...refreshTimes, asking: 500, firstWait: 5 }

export type TokenHarness = Awaited<ReturnType<typeof buildTokenHarness>>

/** A mock, a store and proxies in this process; `advanceClock` moves the proxies' clock forward. */
export async function buildTokenHarness(database: StateConfig['database']) {
  let clockOffset = 0
  const mock = buildMock({ contacts: 0 })
  const send = transportInto(mock.app)
  const store = await openStore(database)
  const key = randomBytes(32)
  const tokens = createTokenStore(store, key)
  const errors: unknown[] = []
  const proxies: OAuthAccess[] = []

  const received = () =>
    mock.received
      .all()
      .filter(({ url, body }) => url === '/oauth2/access_token' && !isExchange(body))

  return {
    mock,
    store,
    tokens,
    tokensWith: (other: Buffer) => createTokenStore(store, other),
    /** Errors outside of requests. */
    faults: errors,
    /** Another proxy on the same store. */
    proxy: (settings: Partial<typeof client> = {}) => {
      const access = createOAuthAccess({
        sourceId: 'sales',
        tokens,
        now: () => Date.now() + clockOffset,
        elapsed: () => performance.now() + clockOffset,
        onError: (error) => errors.push(error),
        refresh: (version) =>
          refreshTokens(
            {
              sourceId: 'sales',
              version,
              owner: randomBytes(8).toString('hex'),
              client: { ...client, ...settings },
            },
            { tokens, send, times: fastTimes },
          ),
      })
      proxies.push(access)
      return access
    },
    /** Authorizes access as a user; the pair of tokens is stored. */
    connect: async () => {
      const code = randomBytes(8).toString('hex')
      mock.store.tokens.issue({
        token: code,
        kind: 'code',
        user_id: account.currentUserId,
        client_id: client.clientId,
        expires_at: mock.store.now() + 60,
      })
      const signal = AbortSignal.timeout(5000)
      const fresh = await askForTokens(send, client, { kind: 'code', code }, signal)
      await tokens.save('sales', fresh)
      return { accessToken: fresh.accessToken, refreshToken: fresh.refreshToken }
    },
    /** Uses the stored refresh token outside of the proxies. */
    useRefreshToken: async () => {
      const refreshToken = (await tokens.read('sales'))?.refreshToken ?? ''
      const grant = { kind: 'refresh' as const, refreshToken }
      await askForTokens(send, client, grant, AbortSignal.timeout(5000))
    },
    /** Makes the stored tokens older, by milliseconds. */
    ageTokens: async (ms: number) => {
      await store.db
        .updateTable('source_tokens')
        .set((row) => ({
          issued_at: row('issued_at', '-', ms),
          expires_at: row('expires_at', '-', ms),
        }))
        .execute()
    },
    /** Expires the access tokens at the source only. */
    expireAccessTokens: () => mock.store.tokens.expire(),
    advanceClock: (ms: number) => void (clockOffset += ms),
    /** The status with which the source responds to this token. */
    statusWith: async (token: string) => {
      const headers = { authorization: `Bearer ${token}` }
      return (await mock.app.inject({ url: '/api/v4/account', headers })).statusCode
    },
    /** The source's response statuses to refreshes, in order. */
    refreshStatuses: () => received().map(({ status }) => status),
    refreshStarted: async () => {
      while (received().length === 0) await new Promise((resolve) => setImmediate(resolve))
    },
    close: async () => {
      await Promise.all(proxies.map((access) => access.close()))
      await store.close()
      await mock.app.close()
    },
  }
}

/** A request without a body, cut by a fault, counts as a refresh: faults are set after connecting. */
const isExchange = (body: unknown): boolean =>
  JSON.stringify(body ?? {}).includes('"grant_type":"authorization_code"')
