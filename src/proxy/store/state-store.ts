import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { StateConfig } from '#proxy/config.ts'
import { migrate } from './migrate.ts'
import { connectPostgres } from './postgres-database.ts'
import { connectSqlite } from './sqlite-database.ts'
import type { Tables } from './state-tables.ts'

/** The proxy's own state. The same code speaks to both databases through `db`. */
export type Store = {
  db: Kysely<Tables>
  dialect: 'sqlite' | 'postgres'
  /** The database's clock in milliseconds since 1970: the one clock that all proxies share. */
  now: RawBuilder<number>
  /** Rejects while the database cannot be reached. */
  ping: () => Promise<void>
  close: () => Promise<void>
}

/** Connects and brings the tables up to date; safe where several processes do so at once. */
export async function openStore(database: StateConfig['database']): Promise<Store> {
  let store: Store | undefined
  try {
    store = connectStore(database)
    await migrate(store)
    return store
  } catch (cause) {
    await store?.close()
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new Error(`Cannot open the state in ${placeOf(database)}: ${reason}`, { cause })
  }
}

/** Connects to a state that is up to date already. */
export function connectStore(database: StateConfig['database']): Store {
  switch (database.kind) {
    case 'sqlite': {
      const db = connectSqlite(database.file)
      const now = sql<number>`cast(unixepoch('subsec') * 1000 as integer)`
      return { db, dialect: 'sqlite', now, ping: pingOf(db), close: () => db.destroy() }
    }
    case 'postgres': {
      const db = connectPostgres(database.url)
      const now = sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`
      return { db, dialect: 'postgres', now, ping: pingOf(db), close: () => db.destroy() }
    }
  }
}

const pingOf = (db: Kysely<Tables>) => async () => {
  await sql`select 1`.execute(db)
}

/** Without user and password. */
function placeOf(database: StateConfig['database']): string {
  if (database.kind === 'sqlite') return database.file
  const { host, pathname } = new URL(database.url)
  return `Postgres at ${host}${pathname}`
}
