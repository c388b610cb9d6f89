import { closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { Kysely, SqliteDialect, type SqliteDatabase, type SqliteStatement } from 'kysely'
import type { Tables } from './state-tables.ts'

const busyTimeoutMs = 5000 // other writers are done in a few milliseconds

/** Kysely over Node's own SQLite; the file and its folder are made for the owner alone. */
export function connectSqlite(file: string): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database: openDatabase(file) }) })
}

function openDatabase(file: string): SqliteDatabase {
  if (file !== ':memory:') {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    closeSync(openSync(file, 'a', 0o600)) // SQLite gives its side files the same rights
  }
  const db = new DatabaseSync(file, { timeout: busyTimeoutMs })
  turnToWal(db)
  // A token or a journal line that was answered for must outlive a power cut.
  db.exec('pragma synchronous = full')
  return {
    close: () => db.close(),
    // Kysely's "begin" would take the write lock at the first write only, and then may fail at once
    // where another process wrote meanwhile.
    prepare: (text) => statementOf(db, text === 'begin' ? 'begin immediate' : text),
  }
}

/** The change of the journal takes a lock that ignores the timeout, so it is retried. */
function turnToWal(db: DatabaseSync) {
  for (let tried = 1; ; tried++) {
    try {
      db.exec('pragma journal_mode = wal')
      return
    } catch (error) {
      if (!isBusy(error) || tried === 100) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
    }
  }
}

const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && error.errcode === 5 // SQLITE_BUSY

function statementOf(db: DatabaseSync, text: string): SqliteStatement {
  const statement = db.prepare(text)
  // Kysely binds what the typed queries were given: nothing else gets here.
  const bound = (parameters: readonly unknown[]) => parameters as SQLInputValue[]
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...bound(parameters)),
    run: (parameters) => statement.run(...bound(parameters)),
    iterate: (parameters) => statement.iterate(...bound(parameters)),
  }
}
