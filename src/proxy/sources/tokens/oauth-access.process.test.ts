import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPostgres, type TestPostgres } from '#testing/postgres.ts'
import { buildTokenHarness, type TokenHarness } from '#testing/token-harness.ts'

let postgres: TestPostgres
beforeAll(async () => {
  postgres = await startPostgres()
}, 120_000)
afterAll(() => postgres.stop())

const databases = {
  sqlite: async () => ({ kind: 'sqlite' as const, file: ':memory:' }),
  postgres: async () => ({ kind: 'postgres' as const, url: await postgres.newDatabase() }),
}

const day = 86_400_000

describe.each(['sqlite', 'postgres'] as const)('access by OAuth on %s', (kind) => {
  async function withHarness(work: (harness: TokenHarness) => Promise<void>) {
    const opened = await buildTokenHarness(await databases[kind]())
    try {
      await work(opened)
    } finally {
      await opened.close()
    }
  }

  it('returns the stored token and refreshes nothing while it is valid', () =>
    withHarness(async ({ proxy, connect, statusWith: works, refreshStatuses: refreshes }) => {
      const pair = await connect()
      expect(await proxy().current()).toBe(pair.accessToken)
      expect(await works(pair.accessToken)).toBe(200)
      expect(refreshes()).toEqual([])
    }))

  it('renews once for all callers of two proxies whose token is rejected', () =>
    withHarness(
      async ({
        proxy,
        connect,
        expireAccessTokens: expire,
        statusWith: works,
        refreshStatuses: refreshes,
      }) => {
        const { accessToken: old } = await connect()
        expire()
        expect(await works(old)).toBe(401)
        const proxies = [proxy(), proxy()]
        const asked = proxies.flatMap((access) => [1, 2, 3].map(() => access.renew(old)))
        const given = await Promise.all(asked)
        expect(new Set(given).size).toBe(1)
        expect(given[0]).not.toBe(old)
        expect(await works(given[0] ?? '')).toBe(200)
        expect(refreshes()).toEqual([200])
        expect(await Promise.all(proxies.map((access) => access.current()))).toEqual([
          given[0],
          given[0],
        ])
      },
    ))

  it('renews in advance, and returns the old token meanwhile and the new one afterwards', () =>
    withHarness(
      async ({
        proxy,
        connect,
        ageTokens: age,
        advanceClock: pass,
        tokens,
        refreshStatuses: refreshes,
      }) => {
        const { accessToken: old } = await connect()
        const access = proxy()
        await age(day - 4 * 60_000)
        expect(await access.current()).toBe(old)
        await expect.poll(async () => (await tokens.read('sales'))?.version).toBe(2)
        expect(refreshes()).toEqual([200])
        pass(2001) // a cached token is not used longer than this
        expect(await access.current()).not.toBe(old)
        expect(refreshes()).toEqual([200])
      },
    ))

  it('uses no expired token', () =>
    withHarness(
      async ({ proxy, connect, ageTokens: age, statusWith: works, refreshStatuses: refreshes }) => {
        const { accessToken: old } = await connect()
        await age(day + 1)
        const access = proxy()
        const given = await Promise.all([access.current(), access.current()])
        expect(given[0]).not.toBe(old)
        expect(given[1]).toBe(given[0])
        expect(await works(given[0])).toBe(200)
        expect(refreshes()).toEqual([200])
      },
    ))

  it('uses what another proxy has renewed', () =>
    withHarness(
      async ({
        proxy,
        connect,
        expireAccessTokens: expire,
        refreshStatuses: refreshes,
        advanceClock: pass,
      }) => {
        const { accessToken: old } = await connect()
        const [mine, theirs] = [proxy(), proxy()]
        expect(await mine.current()).toBe(old)
        expire()
        const next = await theirs.renew(old)
        expect(await mine.renew(old)).toBe(next)
        expect(refreshes()).toEqual([200])
        pass(2001)
        expect(await mine.current()).toBe(next)
      },
    ))

  it('waits for the lease of a dead owner to expire, then uses what is stored', () =>
    withHarness(
      async ({
        proxy,
        connect,
        expireAccessTokens: expire,
        tokens,
        refreshStatuses: refreshes,
        statusWith: works,
      }) => {
        const { accessToken: old } = await connect()
        expire()
        expect(await tokens.lease('sales', 1, 'dead', 300)).toBe(true)
        expect(await tokens.lease('sales', 1, 'other', 300)).toBe(false)
        const began = performance.now()
        const next = await proxy().renew(old)
        expect(performance.now() - began).toBeGreaterThan(250)
        expect(await works(next ?? '')).toBe(200)
        expect(refreshes()).toEqual([200])
      },
    ))

  it('requires a user when the refresh token is revoked, and never uses it again', () =>
    withHarness(
      async ({
        proxy,
        connect,
        expireAccessTokens: expire,
        useRefreshToken: spend,
        ageTokens: age,
        advanceClock: pass,
        refreshStatuses: refreshes,
        faults,
      }) => {
        const { accessToken: old } = await connect()
        await spend()
        const access = proxy()
        expire()
        expect(await access.renew(old)).toBeUndefined()
        expect(await proxy().renew(old)).toBeUndefined()
        expect(refreshes()).toEqual([200, 401])
        expect(faults.map(String)).toContainEqual(expect.stringMatching(/npm run connect -- sales/))
        expect(await access.current()).toBe(old) // it may still be valid: the source decides
        await age(day + 1)
        pass(2001)
        await expect(access.current()).rejects.toMatchObject({ failure: 'unauthorized' })
        const { accessToken: fresh } = await connect()
        pass(2001)
        expect(await access.current()).toBe(fresh)
      },
    ))

  it('reports that the source has not been connected yet', () =>
    withHarness(async ({ proxy }) => {
      const access = proxy()
      await expect(access.current()).rejects.toThrow(/npm run connect -- sales/)
      expect(await access.renew('anything')).toBeUndefined()
    }))

  it('does not renew a token that is rejected right after it was issued', () =>
    withHarness(
      async ({
        proxy,
        connect,
        expireAccessTokens: expire,
        advanceClock: pass,
        refreshStatuses: refreshes,
      }) => {
        const { accessToken: old } = await connect()
        expire()
        const access = proxy()
        const next = (await access.renew(old)) ?? ''
        expect(await access.renew(next)).toBeUndefined()
        expect(refreshes()).toEqual([200])
        pass(5001)
        expect(await access.renew(next)).toEqual(expect.any(String))
        expect(refreshes()).toEqual([200, 200])
      },
    ))

  it('keeps the pair of a connection made during a refresh', () =>
    withHarness(
      async ({ proxy, connect, expireAccessTokens: expire, mock, tokens, refreshStarted }) => {
        const { accessToken: old } = await connect()
        expire()
        mock.faults.add({ kind: 'latency', ms: 200, path: '/oauth2/access_token', times: 1 })
        const renewal = proxy().renew(old)
        await refreshStarted()
        const { accessToken: connected } = await connect()
        expect(await renewal).toBe(connected)
        expect(await tokens.read('sales')).toMatchObject({ version: 2, accessToken: connected })
      },
    ))

  it('completes a renewal before it closes, and starts no other', () =>
    withHarness(
      async ({
        proxy,
        connect,
        expireAccessTokens: expire,
        mock,
        tokens,
        refreshStarted,
        refreshStatuses: refreshes,
      }) => {
        const { accessToken: old } = await connect()
        expire()
        mock.faults.add({ kind: 'latency', ms: 100, path: '/oauth2/access_token', times: 1 })
        const access = proxy()
        const renewal = access.renew(old)
        await refreshStarted()
        await access.close()
        expect(await tokens.read('sales')).toMatchObject({ version: 2, leasedFor: 0 })
        const next = (await renewal) ?? ''
        expect(next).not.toBe(old)
        const late = proxy()
        await late.close()
        await expect(late.renew(next)).rejects.toMatchObject({ failure: 'timeout' })
        expect(refreshes()).toEqual([200])
      },
    ))

  it('stores tokens encrypted', () =>
    withHarness(async ({ connect, store, tokensWith, tokens }) => {
      const pair = await connect()
      const rows = JSON.stringify(await store.db.selectFrom('source_tokens').selectAll().execute())
      expect(rows).not.toContain(pair.accessToken)
      expect(rows).not.toContain(pair.refreshToken)
      expect(await tokens.read('sales')).toMatchObject(pair)
      await expect(tokensWith(randomBytes(32)).read('sales')).rejects.toThrow(/another key/)
    }))
})
