import { sql } from 'kysely'
import { afterEach, expect, it, vi } from 'vitest'
import { migrate } from '#proxy/store/migrate.ts'
import { connectStore, type Store } from '#proxy/store/state-store.ts'
import { acquireLease, LostLeaseError } from './job-lease.ts'

afterEach(() => void vi.useRealTimers())

async function aStore(): Promise<Store> {
  const store = connectStore({ kind: 'sqlite', file: ':memory:' })
  await migrate(store)
  return store
}
const onError = (error: unknown) => {
  throw error
}
const acquire = (store: Store, owner: string, ttl = 60_000) =>
  acquireLease({ store, sourceId: 'main', owner, ttl, onError })

/** Simulates the expiry of the lease of a process that has died or is suspended. */
const runOut = (store: Store) => store.db.updateTable('job_leases').set({ until: 0 }).execute()

it('belongs to one process at a time, and to the next one once it is released or has expired', async () => {
  const store = await aStore()
  const [first, second] = await Promise.all([acquire(store, 'a'), acquire(store, 'b')])
  expect([first, second].filter(Boolean)).toHaveLength(1)
  await (first ?? second)?.release()
  expect(await acquire(store, 'c')).toBeDefined()
  expect(await acquire(store, 'd')).toBeUndefined()
  await runOut(store)
  expect(await acquire(store, 'd')).toBeDefined()
})

it('prevents a process that has lost it from writing, and rolls back its transaction', async () => {
  const store = await aStore()
  const asleep = await acquire(store, 'a')
  await asleep?.fenced((trx) => trx.insertInto('migrations').values(row('kept')).execute())
  await runOut(store)
  const heir = await acquire(store, 'b')
  const late = asleep?.fenced((trx) => trx.insertInto('migrations').values(row('lost')).execute())
  await expect(late).rejects.toThrow(LostLeaseError)
  expect(() => asleep?.check()).toThrow(LostLeaseError)
  await heir?.fenced((trx) => trx.insertInto('migrations').values(row('heir')).execute())
  const names = await store.db.selectFrom('migrations').select('name').execute()
  expect(names.map(({ name }) => name)).toEqual(expect.arrayContaining(['kept', 'heir']))
  expect(names).not.toContainEqual({ name: 'lost' })
})
const row = (name: string) => ({ name, applied_at: 1 })

it('is not used by a process that was suspended until it may have expired', async () => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'] })
  const store = await aStore()
  const lease = await acquire(store, 'a', 10_000)
  expect(() => lease?.check()).not.toThrow()
  vi.advanceTimersByTime(7_900)
  expect(() => lease?.check()).not.toThrow()
  vi.advanceTimersByTime(200)
  expect(() => lease?.check()).toThrow(LostLeaseError)
})

it('can be acquired if a clock that was set back has left it hours ahead', async () => {
  const store = await aStore()
  await acquire(store, 'dead')
  const ahead = sql<number>`${store.now} + 3600000`
  await store.db.updateTable('job_leases').set({ until: ahead }).execute()
  expect(await acquire(store, 'heir')).toBeDefined()
})
