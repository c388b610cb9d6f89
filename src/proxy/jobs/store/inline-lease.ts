import { sql } from 'kysely'
import type { Store } from '#proxy/store/state-store.ts'
import { clocks, isBefore, LostLeaseError, type Lease } from './job-lease.ts'

type Options = {
  store: Store
  jobId: string
  /** Milliseconds. */
  ttl: number
  onError: (error: unknown) => void
}

/**
 * The right of the process that handles a request to write for it. It lasts as long as the process
 * renews it, by the database's clock; after that, the process that runs the source's jobs adopts
 * the request's job.
 */
export function holdInline({ store: { db, now }, jobId, ttl, onError }: Options): Lease {
  let goodUntil = clocks(ttl)
  let isLost = false
  const extend = (on: typeof db) =>
    on
      .updateTable('jobs')
      .set({ inline_until: sql<number>`${now} + ${ttl}` })
      .where('id', '=', jobId)
      .where('state', '=', 'inline')
      .executeTakeFirst()

  const beat = async () => {
    const next = clocks(ttl)
    const renewed = await extend(db)
    if (renewed.numUpdatedRows === 0n) isLost = true
    else goodUntil = next
  }
  const timer = setInterval(() => void beat().catch(onError), ttl / 4)
  timer.unref()

  return {
    fenced: (work) =>
      db.transaction().execute(async (trx) => {
        const next = clocks(ttl)
        const renewed = await extend(trx)
        if (renewed.numUpdatedRows === 0n) {
          isLost = true
          throw new LostLeaseError(`Another process has taken over write ${jobId}`)
        }
        const result = await work(trx)
        goodUntil = next
        return result
      }),
    check() {
      if (isLost || !isBefore(goodUntil))
        throw new LostLeaseError(`The lease of write ${jobId} may have expired`)
    },
    async release() {
      clearInterval(timer)
    },
  }
}

/**
 * Assigns the jobs of requests whose process has died to the process that runs the source's jobs:
 * sent rows are looked up, and nothing more is sent, because the client may no longer want it.
 * Returns whether there were any.
 */
export async function adoptInline({ db, now }: Store, sourceId: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('jobs')
    .set(({ eb }) => ({ state: 'open', is_cancelled: 1, version: eb('version', '+', 1) }))
    .where('source_id', '=', sourceId)
    .where('state', '=', 'inline')
    .where('inline_until', '<', now)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
