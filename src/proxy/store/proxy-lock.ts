import { realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { StateConfig } from '#proxy/config.ts'
import { makeOwnFile } from './sqlite-database.ts'
import { stateFailureOf } from './state-failure.ts'

/** Held while this process is the proxy of a state. */
export type ProxyLock = { release: () => void }

/**
 * Makes this process the one proxy of a SQLite state; throws where another one is. The lock is of the
 * role and not of the state: `connect` and backups go on beside it. The system takes it away with the
 * process, however that ends, so that nothing is ever to be cleaned up. Proxies on Postgres share
 * their pace and need none.
 */
export function lockProxyRole(database: StateConfig['database']): ProxyLock {
  if (database.kind === 'postgres' || database.file === ':memory:') return { release: () => {} }
  makeOwnFile(database.file)
  // However the file is named, it is one and the same.
  const file = realpathSync(database.file)
  const lockFile = join(dirname(file), `${basename(file)}.proxy-lock`)
  makeOwnFile(lockFile)
  const db = new DatabaseSync(lockFile, { timeout: 0 })
  try {
    db.exec('begin exclusive')
  } catch (error) {
    db.close()
    if (stateFailureOf(error) !== 'locked') throw error
    throw new Error(
      `Cannot start: another proxy runs on the state in ${database.file}, and both together would pass the sources' limits. Stop it first, name another file in KARTOTEKA_STATE, or let both share a Postgres by DATABASE_URL.`,
      { cause: error },
    )
  }
  return { release: () => db.close() }
}
