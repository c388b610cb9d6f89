import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStore, type Store } from '#proxy/store/state-store.ts'
import { startPostgres, type TestPostgres } from '#testing/postgres.ts'
import { createAuth, type Auth } from './auth-service.ts'
import { createRateBuckets } from './keys/rate-buckets.ts'
import { localActor } from '#proxy/sources/transport/source-call.ts'

/** Two proxies over one Postgres. */
let postgres: TestPostgres
const stores: Store[] = []
let one: Auth
let two: Auth
let userId: string

beforeAll(async () => {
  postgres = await startPostgres()
  const url = await postgres.newDatabase()
  const open = async () => {
    const store = await openStore({ kind: 'postgres', url })
    stores.push(store)
    return createAuth({ store, listSourceUsers: async () => [] })
  }
  one = await open()
  two = await open()
  const roles = [{ source: '*', role: 'admin' }] as const
  userId = (await one.changes.add({ email: 'admin@example.com', name: '', roles }, localActor)).id
})
afterAll(async () => {
  one.close()
  two.close()
  await Promise.all(stores.map((store) => store.close()))
  await postgres.stop()
})

const place = { isDemo: false, hasReverseProxy: false, isOpen: false }
const shown = { session: undefined, address: '10.0.0.1', proxyUser: undefined, demoRole: undefined }

it('a key that one process has made and revoked is known to the others', async () => {
  const { key, apiKey } = await one.keys.make(
    userId,
    {
      label: 'Import',
      role: 'editor',
      sources: ['main'],
      expiresAt: null,
    },
    localActor,
  )
  const identify = two.identification(place)
  const { access } = await identify({ ...shown, key })
  expect([access.of('main').role, access.of('legacy').role]).toEqual(['editor', null])
  expect(await two.keys.list(userId)).toMatchObject([{ id: apiKey.id }])
  await one.keys.revoke(userId, apiKey.id, localActor)
  await expect(identify({ ...shown, key })).rejects.toThrow('revoked')
})

it('a key that is refused at two processes at once is one entry, and another with the count', async () => {
  const key = `ktk_${'x'.repeat(43)}`
  const attempts = Array.from({ length: 16 }, (_, index) =>
    (index % 2 === 0 ? one : two).identification(place)({ ...shown, key, address: '10.0.0.7' }),
  )
  for (const { status } of await Promise.allSettled(attempts)) expect(status).toBe('rejected')
  const [store] = stores
  const entries = async () =>
    (await store?.db
      .selectFrom('audit_entries')
      .select('details')
      .where('action', '=', 'keyRefused')
      .where('address', '=', '10.0.0.7')
      .orderBy('id')
      .execute()) ?? []
  expect(await entries()).toHaveLength(1)
  await store?.db.updateTable('refused_keys').set({ began_at: 0 }).execute()
  await Promise.all([one.keys.recordRefused(), two.keys.recordRefused()])
  const [, further, ...others] = await entries()
  expect(others).toEqual([])
  expect(further?.details).toContain('{"attribute":"furtherAttempts","after":15}')
})

it('of two identities that link one address at once, one gets the account', async () => {
  const identities = ['a', 'b', 'c', 'd'].map((sub) => ({ issuer: 'https://x.example', sub }))
  const linked = await Promise.all(
    identities.map((identity, index) =>
      (index % 2 === 0 ? one : two).directory(localActor).linkIdentity(userId, identity),
    ),
  )
  expect(linked.filter(Boolean)).toHaveLength(1)
  const owners = await Promise.all(
    identities.map(({ issuer, sub }) => one.directory(localActor).findByIdentity(issuer, sub)),
  )
  expect(owners.map((owner) => owner?.id === userId)).toEqual(linked)
})

it('one person who signs in twice at once is added once', async () => {
  const person = {
    email: 'ada@example.com',
    name: 'Ada',
    identity: { issuer: 'https://x.example', sub: 'ada' },
    roles: [{ source: '*', role: 'viewer' } as const],
  }
  const added = await Promise.all(
    [one, two, one, two].map((auth) => auth.directory(localActor).createAllowed(person)),
  )
  expect(added.filter((user) => user !== undefined)).toHaveLength(1)
  expect(await one.users.list()).toHaveLength(2)
})

it('what is limited is limited at all processes together, however many ask at once', async () => {
  const limit = { perSecond: 0.001, burst: 10 }
  const takes = stores.map((store) =>
    createRateBuckets(limit, { store, name: 'test', now: () => 0 }),
  )
  const waits = await Promise.all(
    Array.from({ length: 40 }, async (_, index) => takes[index % 2]?.('somebody')),
  )
  expect(waits.filter((wait) => wait === 0)).toHaveLength(10)
  expect(Math.min(...waits.map((wait) => wait || Infinity))).toBeGreaterThan(900)
  expect(await takes[0]?.('somebody else', 10)).toBe(0)
  expect(await takes[1]?.('somebody else', 1)).toBeGreaterThan(900)
})
