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

describe.each(['sqlite', 'postgres'] as const)(
  'access by OAuth with trouble at the token endpoint on %s',
  (kind) => {
    async function withHarness(work: (harness: TokenHarness) => Promise<void>) {
      const opened = await buildTokenHarness(await databases[kind]())
      try {
        await work(opened)
      } finally {
        await opened.close()
      }
    }

    it('retries after "too many requests", a failure and a cut connection', () =>
      withHarness(
        async ({
          proxy,
          connect,
          expireAccessTokens: expire,
          mock,
          statusWith: works,
          refreshStatuses: refreshes,
        }) => {
          const { accessToken: old } = await connect()
          expire()
          const path = '/oauth2/access_token'
          mock.faults.add({ kind: 'cut', path, times: 1 })
          // one of them applies together with the cut connection
          mock.faults.add({ kind: 'status', status: 429, retry_after: 0, path, times: 2 })
          mock.faults.add({ kind: 'status', status: 503, path, times: 1 })
          const next = await proxy().renew(old)
          expect(await works(next ?? '')).toBe(200)
          expect(refreshes().at(-1)).toBe(200)
          expect(refreshes()).toHaveLength(4)
        },
      ))

    it('gives up in time if the token endpoint is unreachable, backs off, and retries later', () =>
      withHarness(
        async ({
          proxy,
          connect,
          expireAccessTokens: expire,
          mock,
          advanceClock: pass,
          statusWith: works,
          refreshStatuses: refreshes,
        }) => {
          const { accessToken: old } = await connect()
          expire()
          const fault = mock.faults.add({
            kind: 'status',
            status: 500,
            path: '/oauth2/access_token',
          })
          const access = proxy()
          await expect(access.renew(old)).rejects.toMatchObject({ failure: 'unreachable' })
          const asked = refreshes().length
          await expect(access.renew(old)).rejects.toMatchObject({ failure: 'unreachable' })
          expect(refreshes()).toHaveLength(asked)
          mock.faults.remove(fault.id)
          pass(5001)
          expect(await works((await access.renew(old)) ?? '')).toBe(200)
        },
      ))

    it('reports the settings if the source rejects the client', () =>
      withHarness(
        async ({
          proxy,
          connect,
          expireAccessTokens: expire,
          tokens,
          refreshStatuses: refreshes,
        }) => {
          const { accessToken: old } = await connect()
          expire()
          const access = proxy({ clientSecret: 'wrong-secret' })
          await expect(access.renew(old)).rejects.toThrow(/client id, secret/)
          expect(refreshes()).toEqual([401])
          expect(await tokens.read('sales')).toMatchObject({ isRevoked: false, leasedFor: 0 })
        },
      ))
  },
)
