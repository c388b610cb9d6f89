import { sql } from 'kysely'
import { migrations } from './migrations.ts'
import type { Store } from './state-store.ts'

// an arbitrary number, unique among the advisory locks of the database
const lockKey = 5_271_902_604

/**
 * Runs the missing migrations, all or none of them, forward only. One process does so while the
 * others wait: on Postgres for an advisory lock, on SQLite for the write lock.
 */
export async function migrate({ db, dialect, now }: Store): Promise<void> {
  await db.transaction().execute(async (trx) => {
    if (dialect === 'postgres')
      await sql`select pg_advisory_xact_lock(${lockKey}::bigint)`.execute(trx)
    await trx.schema
      .createTable('migrations')
      .ifNotExists()
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('applied_at', 'bigint', (column) => column.notNull())
      .execute()
    const rows = await trx.selectFrom('migrations').select('name').execute()
    const done = new Set(rows.map(({ name }) => name))
    const stranger = rows.find(({ name }) => !migrations.some((known) => known.name === name))
    if (stranger)
      throw new Error(
        `it was written by a newer Kartoteka (it has ${stranger.name}). Use that version, or another state.`,
      )
    for (const { name, up } of migrations) {
      if (done.has(name)) continue
      await up(trx, dialect)
      await trx.insertInto('migrations').values({ name, applied_at: now }).execute()
    }
  })
}
