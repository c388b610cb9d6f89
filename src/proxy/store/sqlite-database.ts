import { closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'
import { createSqliteDriver, maxLockWaitMs } from './sqlite-driver.ts'
import { stateFailureOf } from './state-failure.ts'
import type { Tables } from './state-tables.ts'

/** SQLite waits by blocking the thread: not longer than a request to `/healthz` may wait. */
const busyTimeoutMs = 50

/** The driver queues queries for its single connection itself, with a timeout. */
class OwnLineAdapter extends SqliteAdapter {
  override get supportsMultipleConnections() {
    return true
  }
}

/**
 * Kysely over Node's own SQLite; the file and its folder are created with access for the owner
 * only.
 */
export const connectSqlite = (file: string, lockWaitMs = maxLockWaitMs): Kysely<Tables> =>
  queriesOf<Tables>(openSqlite(file, 'full'), lockWaitMs)

/** Queries of a database, which belongs to them from now on. */
export function queriesOf<Schema>(db: DatabaseSync, lockWaitMs = maxLockWaitMs): Kysely<Schema> {
  return new Kysely<Schema>({
    dialect: {
      createDriver: () => createSqliteDriver(db, lockWaitMs),
      createQueryCompiler: () => new SqliteQueryCompiler(),
      createAdapter: () => new OwnLineAdapter(),
      createIntrospector: (kysely) => new SqliteIntrospector(kysely),
    },
  })
}

/**
 * `full`: an acknowledged token or journal entry must survive a power failure. `normal`: the last
 * changes may be lost by it, for data that can be read again.
 */
type Synchronous = 'full' | 'normal'

/** `pageSize`: in bytes, of a file that is new. */
export function openSqlite(
  file: string,
  synchronous: Synchronous,
  pageSize?: number,
): DatabaseSync {
  makeOwnFile(file)
  const db = new DatabaseSync(file, { timeout: busyTimeoutMs })
  try {
    if (pageSize !== undefined) db.exec(`pragma page_size = ${pageSize}`)
    turnToWal(db)
    db.exec(`pragma synchronous = ${synchronous}`)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/**
 * Accessible by the owner only; SQLite gives its additional files the same permissions. A file that exists
 * is not opened: closing it would release the locks of all connections that this process has to it (POSIX
 * locks belong to process and file), and the next program that closes the database, such as a backup,
 * would delete the log into which this one goes on writing.
 */
export function makeOwnFile(file: string): void {
  if (file === ':memory:') return
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  try {
    closeSync(openSync(file, 'wx', 0o600))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
}

/**
 * Runs before any request is served: changing the journal mode takes a lock that ignores the
 * timeout.
 */
function turnToWal(db: DatabaseSync) {
  for (let tried = 1; ; tried++) {
    try {
      db.exec('pragma journal_mode = wal')
      return
    } catch (error) {
      if (stateFailureOf(error) !== 'locked' || tried === 100) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
    }
  }
}
