import { sql } from 'kysely'
import type { Migrating } from '#proxy/store/migration-database.ts'

/** Unlogged: after a crash of the server the last second is irrelevant, and writes are cheap. */
export async function createSourceGates(
  db: Migrating,
  dialect: 'sqlite' | 'postgres',
): Promise<void> {
  if (dialect === 'sqlite') return
  await sql`
    create unlogged table source_gates (
      source_id text primary key,
      departures bigint[] not null default '{}',
      held_until bigint not null default 0
    )`.execute(db)
}
