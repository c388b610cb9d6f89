import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import { CompiledQuery, type DatabaseConnection, type Driver, type QueryResult } from 'kysely'
import { stateFailureOf } from './state-failure.ts'

/** How long a statement waits for another process to let go of the file, in all; in milliseconds. */
export const maxLockWaitMs = 5000
/** Between tries, in which everybody else is served. */
const retryEveryMs = 50

/**
 * Kysely's driver over the one connection to a SQLite file. SQLite waits for a lock in the thread,
 * where nobody else is answered meanwhile: here it gives up soon, and is asked again from outside.
 * Whoever waits
 * for the connection or a lock does so for `lockWaitMs` at most.
 */
export function createSqliteDriver(db: DatabaseSync, lockWaitMs: number): Driver {
  const slot = createSlot()
  const run = (connection: DatabaseConnection, text: string) =>
    connection.executeQuery(CompiledQuery.raw(text))
  return {
    init: () => Promise.resolve(),
    async acquireConnection() {
      const until = performance.now() + lockWaitMs
      await slot.take(lockWaitMs)
      return connectionOf(db, until)
    },
    // A plain "begin" would take the write lock at the first write only, and then may fail at once
    // where another process wrote meanwhile.
    beginTransaction: async (connection) => void (await run(connection, 'begin immediate')),
    commitTransaction: async (connection) => void (await run(connection, 'commit')),
    async rollbackTransaction(connection) {
      // After some errors, a full disk for one, SQLite has rolled back by itself.
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

/** One at a time, in order of asking. */
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

/** As SQLite says it, for those who never came to ask. */
class LockedError extends Error {
  override name = 'LockedError'
  readonly errcode = 5 // SQLITE_BUSY
  constructor() {
    super('database is locked')
  }
}

function connectionOf(db: DatabaseSync, until: number): DatabaseConnection {
  return {
    async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
      // Kysely binds what the typed queries were given: nothing else gets here.
      const bound = parameters as SQLInputValue[]
      for (;;)
        try {
          const statement = db.prepare(sql)
          // What a typed query selects is what its type says.
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
      throw new Error('Rows are read by pages, not by streams')
    },
  }
}
