import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import { CompiledQuery, type DatabaseConnection, type Driver, type QueryResult } from 'kysely'
import { stateFailureOf } from './state-failure.ts'

/** How long a statement waits in total for another process to release the file, in milliseconds. */
export const maxLockWaitMs = 5000
/** Wait between tries, during which other requests are served, in milliseconds. */
const retryEveryMs = 50

/**
 * Kysely's driver for the single connection to a SQLite file. SQLite waits for a lock by blocking
 * the thread and with it all other requests; here it gives up soon, and the statement is retried
 * asynchronously. Waiting for the connection or a lock takes at most `lockWaitMs`.
 */
export function createSqliteDriver(db: DatabaseSync, lockWaitMs: number): Driver {
  const slot = createSlot()
  const prepare = createStatementCache(db)
  const run = (connection: DatabaseConnection, text: string) =>
    connection.executeQuery(CompiledQuery.raw(text))
  return {
    init: () => Promise.resolve(),
    async acquireConnection() {
      const until = performance.now() + lockWaitMs
      await slot.take(lockWaitMs)
      return connectionOf(db, prepare, until)
    },
    // A plain "begin" would take the write lock at the first write only, and that may fail
    // immediately if another process has written meanwhile.
    beginTransaction: async (connection) => void (await run(connection, 'begin immediate')),
    commitTransaction: async (connection) => void (await run(connection, 'commit')),
    async rollbackTransaction(connection) {
      // After some errors, such as a full disk, SQLite has already rolled back.
      if (db.isTransaction) await run(connection, 'rollback')
    },
    async releaseConnection() {
      slot.free()
    },
    async destroy() {
      db.close()
    },
  }
}

type Prepare = (text: string) => StatementSync

/** Statements with lists of values have a text for each length of the list. */
const maxStatements = 500

/** Parsing a statement takes longer than most of them take to run. */
function createStatementCache(db: DatabaseSync): Prepare {
  const statements = new Map<string, StatementSync>()
  return (text) => {
    const known = statements.get(text)
    if (known) return known
    if (statements.size >= maxStatements) statements.clear()
    const statement = db.prepare(text)
    statements.set(text, statement)
    return statement
  }
}

/** Grants access to one caller at a time, in order of request. */
function createSlot() {
  const waiting: (() => void)[] = []
  let isTaken = false
  return {
    take(ms: number): Promise<void> {
      if (!isTaken) {
        isTaken = true
        return Promise.resolve()
      }
      return new Promise((resolve, reject) => {
        const enter = () => {
          clearTimeout(timer)
          resolve()
        }
        const timer = setTimeout(() => {
          waiting.splice(waiting.indexOf(enter), 1)
          reject(new LockedError())
        }, ms)
        waiting.push(enter)
      })
    },
    free() {
      const next = waiting.shift()
      if (next) next()
      else isTaken = false
    },
  }
}

/** Like SQLite's own error, for callers that timed out waiting for the connection. */
class LockedError extends Error {
  override name = 'LockedError'
  readonly errcode = 5 // SQLITE_BUSY
  constructor() {
    super('database is locked')
  }
}

function connectionOf(db: DatabaseSync, prepare: Prepare, until: number): DatabaseConnection {
  return {
    async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
      // Kysely binds the values given to typed queries: no other types occur here.
      const bound = parameters as SQLInputValue[]
      for (;;)
        try {
          const statement = prepare(sql)
          // The result of a typed query has the type of its selection.
          if (statement.columns().length > 0) return { rows: statement.all(...bound) as R[] }
          const { changes } = statement.run(...bound)
          return { rows: [], numAffectedRows: BigInt(changes) }
        } catch (error) {
          const isLocked = stateFailureOf(error) === 'locked' && !db.isTransaction
          if (!isLocked || performance.now() + retryEveryMs > until) throw error
          await new Promise((resolve) => setTimeout(resolve, retryEveryMs))
        }
    },
    streamQuery() {
      throw new Error('Streaming rows is not supported')
    },
  }
}
