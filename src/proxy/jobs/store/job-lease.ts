import { sql, type Kysely, type Transaction } from 'kysely'
import type { Store } from '#proxy/store/state-store.ts'
import type { Tables } from '#proxy/store/state-tables.ts'

/**
 * Another process runs the jobs of this source, or this process is stopping: nothing may be sent or
 * written.
 */
export class LostLeaseError extends Error {
  override name = 'LostLeaseError'
}

export type Lease = {
  /** Runs a transaction that commits only if this process still has the lease. */
  fenced: <T>(work: (trx: Transaction<Tables>) => Promise<T>) => Promise<T>
  /**
   * Throws `LostLeaseError` if the lease may have expired; requires no query, so that nothing
   * waits.
   */
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
 * The right of one process at a time to run the jobs of a source; undefined while another process
 * has it. It lasts while it is renewed, by the database's clock. By the process's own clock it ends
 * slightly earlier, so that a process that was suspended sends nothing unknown to its successor.
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
        // No lease is that long: the database's clock was set back since it was acquired.
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
        // Also locks the row: other processes wait for the end of the transaction to take the
        // lease.
        const locked = await mine(trx).set({ owner }).executeTakeFirst()
        if (locked.numUpdatedRows === 0n) {
          isLost = true
          throw new LostLeaseError(`Another process runs the jobs of ${sourceId}`)
        }
        return work(trx)
      }),
    check() {
      if (isLost || !isBefore(goodUntil))
        throw new LostLeaseError(`The lease of ${sourceId} has expired`)
    },
    async release() {
      clearInterval(timer)
      await mine(db).set({ until: 0 }).execute()
    },
  }
}

export type Moment = { steady: number; wall: number }

/**
 * The monotonic clock stops while a machine sleeps, and the wall clock may be set: both must agree.
 */
export function clocks(ttl: number): Moment {
  const left = ttl * 0.8
  return { steady: performance.now() + left, wall: Date.now() + left }
}

export const isBefore = ({ steady, wall }: Moment): boolean =>
  performance.now() < steady && Date.now() < wall
