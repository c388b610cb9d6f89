import { sql, type Kysely, type Transaction } from 'kysely'
import type { Store } from '#proxy/store/state-store.ts'
import type { Tables } from '#proxy/store/state-tables.ts'

/** Another process runs the jobs of this source, or we are stopping: nothing may be sent or written. */
export class LostLeaseError extends Error {
  override name = 'LostLeaseError'
}

export type Lease = {
  /** Runs a transaction that commits only while the lease is ours. */
  fenced: <T>(work: (trx: Transaction<Tables>) => Promise<T>) => Promise<T>
  /** Throws `LostLeaseError` where the lease may have expired; without a query, so that nothing waits. */
  check: () => void
  release: () => Promise<void>
}

type Options = {
  store: Store
  sourceId: string
  owner: string
  /** Milliseconds. */
  ttl: number
  onError: (error: unknown) => void
}

/** The longest lease that the settings allow, in milliseconds. */
const maxTtl = 600_000

/**
 * The right to run the jobs of one source, for one process at a time; undefined while another one has
 * it. It lasts while it is renewed, by the database's clock. By our own clock it ends a little earlier,
 * so that a process that was suspended sends nothing its successor does not know of.
 */
export async function acquireLease({
  store,
  sourceId,
  owner,
  ttl,
  onError,
}: Options): Promise<Lease | undefined> {
  const { db, now } = store
  let goodUntil = clocks(ttl)
  const until = sql<number>`${now} + ${ttl}`
  await db
    .insertInto('job_leases')
    .values({ source_id: sourceId, owner: '', fence: 0, until: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const taken = await db
    .updateTable('job_leases')
    .set(({ eb }) => ({ owner, fence: eb('fence', '+', 1), until }))
    .where('source_id', '=', sourceId)
    .where((row) =>
      row.or([
        row('until', '<', now),
        // Nobody is given so much: the clock of the database was set back since.
        row('until', '>', sql<number>`${now} + ${maxTtl}`),
      ]),
    )
    .returning('fence')
    .executeTakeFirst()
  if (!taken) return undefined
  const { fence } = taken
  let isLost = false

  const mine = (trx: Kysely<Tables>) =>
    trx.updateTable('job_leases').where('source_id', '=', sourceId).where('fence', '=', fence)

  const beat = async () => {
    const next = clocks(ttl)
    const renewed = await mine(db).set({ until }).executeTakeFirst()
    if (renewed.numUpdatedRows === 0n) isLost = true
    else goodUntil = next
  }
  const timer = setInterval(() => void beat().catch(onError), ttl / 4)
  timer.unref()

  return {
    fenced: (work) =>
      db.transaction().execute(async (trx) => {
        // Locks the row as well: other processes wait for the end of the transaction to take the lease.
        const locked = await mine(trx).set({ owner }).executeTakeFirst()
        if (locked.numUpdatedRows === 0n) {
          isLost = true
          throw new LostLeaseError(`The jobs of ${sourceId} are run by another process`)
        }
        return work(trx)
      }),
    check() {
      if (isLost || !isBefore(goodUntil))
        throw new LostLeaseError(`The lease of ${sourceId} has run out`)
    },
    async release() {
      clearInterval(timer)
      await mine(db).set({ until: 0 }).execute()
    },
  }
}

export type Moment = { steady: number; wall: number }

/** The steady clock stands still while a machine sleeps, the other one may be set: both must agree. */
export function clocks(ttl: number): Moment {
  const left = ttl * 0.8
  return { steady: performance.now() + left, wall: Date.now() + left }
}

export const isBefore = ({ steady, wall }: Moment): boolean =>
  performance.now() < steady && Date.now() < wall
