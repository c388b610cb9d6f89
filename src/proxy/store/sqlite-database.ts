import { closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'
import { createSqliteDriver, maxLockWaitMs } from './sqlite-driver.ts'
import { stateFailureOf } from './state-failure.ts'
import type { Tables } from './state-tables.ts'

/** SQLite waits in the thread: not for longer than somebody may wait for `/healthz`. */
const busyTimeoutMs = 50

/** The driver has a line of its own before its one connection, which does not wait for ever. */
class OwnLineAdapter extends SqliteAdapter {
  override get supportsMultipleConnections() {
    return true
  }
}

/** Kysely over Node's own SQLite; the file and its folder are made for the owner alone. */
export function connectSqlite(file: string, lockWaitMs = maxLockWaitMs): Kysely<Tables> {
  const db = openDatabase(file)
  return new Kysely<Tables>({
    dialect: {
      createDriver: () => createSqliteDriver(db, lockWaitMs),
      createQueryCompiler: () => new SqliteQueryCompiler(),
      createAdapter: () => new OwnLineAdapter(),
      createIntrospector: (kysely) => new SqliteIntrospector(kysely),
    },
  })
}

function openDatabase(file: string): DatabaseSync {
  makeOwnFile(file)
  const db = new DatabaseSync(file, { timeout: busyTimeoutMs })
  try {
    turnToWal(db)
    // A token or a journal line that was answered for must outlive a power cut.
    db.exec('pragma synchronous = full')
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** For the owner alone; SQLite gives its side files the same rights. */
export function makeOwnFile(file: string): void {
  if (file === ':memory:') return
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  closeSync(openSync(file, 'a', 0o600))
}

/** Before anybody is served. The change of the journal takes a lock that does not heed the timeout. */
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
