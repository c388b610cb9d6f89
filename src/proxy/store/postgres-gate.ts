import { sql } from 'kysely'
import { maxPauseMs, windowMs, type Gate } from '#proxy/sources/transport/rate-gate.ts'
import type { Store } from './state-store.ts'

/**
 * Each process has one reserved departure: with this many processes, all are within the furthest
 * possible one.
 */
const maxProcesses = 32

type Options = { store: Store; sourceId: string; perSecond: number }

/**
 * At most `perSecond` departures in any second across all processes of one Postgres; 0 means no
 * limit. The row stores the last departures, so that a single page view may send its calls at once;
 * a GCRA with such a burst would allow up to twice as many within the first second.
 */
export function createPostgresGate({ store, sourceId, perSecond }: Options): Gate {
  const { db, now } = store
  const slots = Math.max(1, perSecond)
  const furthest = windowMs * (1 + Math.ceil(maxProcesses / slots))
  // Impossible times, further ahead than any reservation, result from a clock that was set back; no
  // call waits for them.
  const pausedUntil = sql`(case when gate.held_until > ${now} + ${maxPauseMs}::bigint
    then 0 else gate.held_until end)`
  const departures = sql`array(
    select case when at > greatest(${now}, ${pausedUntil}) + ${furthest}::bigint then ${now} else at end
    from unnest(gate.departures) with ordinality as known (at, place) order by place)`
  const windowEnd =
    perSecond === 0
      ? sql`0`
      : sql`coalesce(past.departures[cardinality(past.departures) - ${perSecond}::int + 1], 0) + ${windowMs}::int`

  return {
    async reserve() {
      // The row is locked before the clock is read, so that departures are in the order of
      // reservation.
      const { rows } = await sql<{ wait: number }>`
        insert into source_gates as gate (source_id, departures)
        values (${sourceId}, array[${now}])
        on conflict (source_id) do update set held_until = ${pausedUntil}, departures = (
          select (past.departures || greatest(${now}, ${pausedUntil}, ${windowEnd}))
            [greatest(1, cardinality(past.departures) + 2 - ${slots}::int):]
          from (select ${departures} as departures) as past
        )
        returning gate.departures[cardinality(gate.departures)] - ${now} as wait`.execute(db)
      return Math.max(0, rows[0]?.wait ?? 0)
    },
    async pause(ms) {
      await sql`
        insert into source_gates as gate (source_id, held_until)
        values (${sourceId}, ${now} + ${Math.ceil(Math.min(ms, maxPauseMs))}::bigint)
        on conflict (source_id) do update
        set held_until = greatest(${pausedUntil}, excluded.held_until)`.execute(db)
    },
    async release() {
      await sql`
        update source_gates
        set held_until = 0, departures = array(
          select at from unnest(departures) with ordinality as past (at, place)
          where at <= ${now} order by place
        )
        where source_id = ${sourceId}`.execute(db)
    },
  }
}
