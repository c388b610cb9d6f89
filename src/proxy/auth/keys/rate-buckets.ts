import { sql } from 'kysely'
import type { Store } from '#proxy/store/state-store.ts'

export type RateLimit = {
  /** Uses per second that are always possible. */
  perSecond: number
  /** Uses at once after a pause. */
  burst: number
}

/** More keys or addresses than are in use at a time; the one that was used longest ago is forgotten. */
const maxBuckets = 10_000

/**
 * Takes some uses, at most the burst at once; if there are not so many, takes none and returns the
 * seconds until there are, else 0.
 */
export type Take = (id: string, uses?: number) => Promise<number>

type Options = {
  store: Store
  /** Tells the limits of one database apart. */
  name: string
  /** This machine's clock in milliseconds since 1970. */
  now: () => number
}

/**
 * Limits how often something is used by each of many. A SQLite state has one process, which counts in its
 * memory; those on one Postgres count together, by its clock.
 */
export const createRateBuckets = (limit: RateLimit, { store, name, now }: Options): Take =>
  store.dialect === 'postgres' ? sharedBuckets(limit, store, name) : ownBuckets(limit, now)

const secondsFor = (missing: number, { perSecond }: RateLimit): number =>
  Math.max(1, Math.ceil(missing / perSecond))

export function ownBuckets(limit: RateLimit, now: () => number): Take {
  const { perSecond, burst } = limit
  const buckets = new Map<string, { left: number; at: number }>()
  return async function take(id, uses = 1) {
    const at = now()
    const former = buckets.get(id) ?? { left: burst, at }
    const left = Math.min(burst, former.left + (Math.max(0, at - former.at) / 1000) * perSecond)
    const isFree = left >= uses
    // At the end of the map, because it was used last.
    buckets.delete(id)
    buckets.set(id, { left: isFree ? left - uses : left, at })
    for (const oldest of buckets.keys()) {
      if (buckets.size <= maxBuckets) break
      buckets.delete(oldest)
    }
    return isFree ? 0 : secondsFor(uses - left, limit)
  }
}

/** One statement, so that two processes cannot both take the last use. */
function sharedBuckets(limit: RateLimit, { db, now }: Store, name: string): Take {
  const { perSecond, burst } = limit
  return async function take(id, uses = 1) {
    const filled = sql`least(${burst}::float8,
      bucket.level + greatest(0, excluded.at - bucket.at) / 1000.0 * ${perSecond}::float8)`
    const { rows } = await sql<{ level: number; is_refused: number }>`
      insert into rate_buckets as bucket (key, level, at, is_refused)
      values (${`${name} ${id}`}, ${burst - uses}::float8, ${now}, 0)
      on conflict (key) do update set
        level = case when ${filled} >= ${uses}::float8 then ${filled} - ${uses}::float8 else ${filled} end,
        is_refused = case when ${filled} >= ${uses}::float8 then 0 else 1 end,
        at = greatest(bucket.at, excluded.at)
      returning level, is_refused`.execute(db)
    const [row] = rows
    if (!row) throw new Error('the database has no bucket')
    return Number(row.is_refused) === 0 ? 0 : secondsFor(uses - Number(row.level), limit)
  }
}

/** Deletes what has been full again for long. */
export const cleanRateBuckets = ({ db, now }: Store): Promise<unknown> =>
  db
    .deleteFrom('rate_buckets')
    .where('at', '<', sql<number>`${now} - ${24 * 3_600_000}`)
    .execute()
