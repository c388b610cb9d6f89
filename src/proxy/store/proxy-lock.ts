import { realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { StateConfig } from '#proxy/config.ts'
import { makeOwnFile } from './sqlite-database.ts'
import { stateFailureOf } from './state-failure.ts'

/** Another process is the proxy of the state. */
export class ProxyRunningError extends Error {
  override name = 'ProxyRunningError'
}

/** Exists while this process is the proxy of a state. */
export type ProxyLock = { release: () => void }

/**
 * Makes this process the only proxy of a SQLite state; throws if another one is. Only the role is
 * locked and not the state: `connect` and backups may use it concurrently. The operating system
 * releases the lock when the process ends for any reason, so that no cleanup is required. Proxies
 * on Postgres share their rate limit and need no lock.
 */
export function lockProxyRole(database: StateConfig['database']): ProxyLock {
  if (database.kind === 'postgres' || database.file === ':memory:') return { release: () => {} }
  makeOwnFile(database.file)
  // All names of a file resolve to the same path.
  const file = realpathSync(database.file)
  const lockFile = join(dirname(file), `${basename(file)}.proxy-lock`)
  makeOwnFile(lockFile)
  const db = new DatabaseSync(lockFile, { timeout: 0 })
  try {
    db.exec('begin exclusive')
  } catch (error) {
    db.close()
    if (stateFailureOf(error) !== 'locked') throw error
    throw new ProxyRunningError(
      `Cannot start: another proxy uses the state in ${database.file}, and both together would exceed the rate limits of the sources. Stop it first, set KARTOTEKA_STATE to another file, or let both share a Postgres by DATABASE_URL.`,
      { cause: error },
    )
  }
  return { release: () => db.close() }
}
