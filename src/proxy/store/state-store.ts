import { statfs } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { Kysely, PostgresDialect, sql, type RawBuilder } from 'kysely'
import type { StateConfig } from '#proxy/config.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations.ts'
import { createPostgresPool } from './postgres-pool.ts'
import { connectSqlite } from './sqlite-database.ts'
import type { Tables } from './state-tables.ts'

/** The proxy's own state. The same code accesses both databases through `db`. */
export type Store = {
  db: Kysely<Tables>
  /**
   * For reads that every request needs: they do not wait behind a write of `db` that waits for the lock
   * of a SQLite file.
   */
  reads: Kysely<Tables>
  dialect: 'sqlite' | 'postgres'
  /** The database's clock in milliseconds since 1970: the only clock shared by all proxies. */
  now: RawBuilder<number>
  /** Rejects if the database is unavailable or does not accept writes. */
  ping: () => Promise<void>
  close: () => Promise<void>
}

/** Connects and migrates the tables; safe if several processes do so concurrently. */
export async function openStore(database: StateConfig['database']): Promise<Store> {
  let store: Store | undefined
  try {
    store = connectStore(database)
    if (store.dialect === 'sqlite') await checkWhole(store.db)
    await migrate(store)
    return store
  } catch (cause) {
    await store?.close()
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new Error(`Cannot open the state in ${placeOf(database)}: ${reason}`, { cause })
  }
}

/**
 * Connects to a state whose tables are up to date. `lockWaitMs`: how long a statement waits while
 * another program has locked a SQLite file.
 */
export function connectStore(database: StateConfig['database'], lockWaitMs?: number): Store {
  switch (database.kind) {
    case 'sqlite': {
      const db = connectSqlite(database.file, lockWaitMs)
      // A database in memory has one connection only.
      const connectReads = () =>
        database.file === ':memory:' ? db : connectSqlite(database.file, lockWaitMs)
      // Opened when it is used, because Kysely does not close what it has not used.
      let reads: Kysely<Tables> | undefined
      const now = sql<number>`cast(unixepoch('subsec') * 1000 as integer)`
      return {
        db,
        get reads() {
          return (reads ??= connectReads())
        },
        dialect: 'sqlite',
        now,
        ping: () => pingSqlite(db, database.file),
        async close() {
          if (reads && reads !== db) await reads.destroy()
          await db.destroy()
        },
      }
    }
    case 'postgres': {
      const db = connectPostgres(database.url)
      const now = sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`
      return {
        db,
        reads: db,
        dialect: 'postgres',
        now,
        ping: () => writeProbe(db),
        close: () => db.destroy(),
      }
    }
  }
}

/** Kysely over a pool; it connects at the first query. */
function connectPostgres(url: string): Kysely<Tables> {
  const pool = createPostgresPool({
    connectionString: url,
    max: 8,
    connectionTimeoutMillis: 5000,
    query_timeout: 15_000,
  })
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
}

/** A write without effect, because reads succeed on a full or read-only disk. */
async function writeProbe(db: Kysely<Tables>): Promise<void> {
  await db
    .updateTable('migrations')
    .set((row) => ({ applied_at: row.ref('applied_at') }))
    .where('name', '=', migrations[0]?.name ?? '')
    .execute()
}

const minFreeBytes = 1024 * 1024 // a request with a few thousand rows

async function pingSqlite(db: Kysely<Tables>, file: string): Promise<void> {
  await writeProbe(db)
  if (file === ':memory:') return
  // The probe may have used space in the write-ahead log that a larger write does not have.
  const { bavail, bsize } = await statfs(dirname(resolve(file)))
  if (bavail * bsize < minFreeBytes) throw new Error(`The disk of ${file} is full`)
}

/** Detects damage at startup instead of at the first access to the damaged page. */
async function checkWhole(db: Kysely<Tables>): Promise<void> {
  const { rows } = await sql<{ quick_check: string }>`pragma quick_check(1)`.execute(db)
  const found = rows[0]?.quick_check ?? 'no result'
  if (found !== 'ok')
    throw new Error(
      `the file is damaged (${found.trim()}). Replace it by a backup, or move it away to start with an empty state.`,
    )
}

/** Without user and password. */
function placeOf(database: StateConfig['database']): string {
  if (database.kind === 'sqlite') return database.file
  const { host, pathname } = new URL(database.url)
  return `Postgres at ${host}${pathname}`
}
