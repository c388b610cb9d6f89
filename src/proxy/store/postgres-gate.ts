import { sql } from 'kysely'
import type { Gate } from '#proxy/sources/transport/rate-gate.ts'
import type { Store } from './state-store.ts'

/** The upstream counts arrivals, we count departures: the margin covers the jitter between. */
const windowMs = 1030

type Options = { store: Store; sourceId: string; perSecond: number }

/**
 * At most `perSecond` departures in any second over all processes of one Postgres; 0 means no limit.
 * The row keeps the last departures, so that a lone page view may spend its calls at once; a GCRA with
 * such a burst would let up to twice as many go within the second that begins with it.
 */
export function createPostgresGate({ store, sourceId, perSecond }: Options): Gate {
  const { db, now } = store
  const slots = Math.max(1, perSecond)
  const windowEnd =
    perSecond === 0
      ? sql`0`
      : sql`coalesce(gate.departures[cardinality(gate.departures) - ${perSecond}::int + 1], 0) + ${windowMs}::int`

  return {
    async reserve() {
      // The row is locked before the clock is read: departures are in the order of reservation.
      const { rows } = await sql<{ wait: number }>`
        insert into source_gates as gate (source_id, departures)
        values (${sourceId}, array[${now}])
        on conflict (source_id) do update set departures = (
          select (gate.departures || next.at)
            [greatest(1, cardinality(gate.departures) + 2 - ${slots}::int):]
          from (select greatest(${now}, gate.held_until, ${windowEnd}) as at) as next
        )
        returning gate.departures[cardinality(gate.departures)] - ${now} as wait`.execute(db)
      return Math.max(0, rows[0]?.wait ?? 0)
    },
    async pause(ms) {
      await sql`
        insert into source_gates as gate (source_id, held_until)
        values (${sourceId}, ${now} + ${Math.ceil(ms)}::bigint)
        on conflict (source_id) do update
        set held_until = greatest(gate.held_until, excluded.held_until)`.execute(db)
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
