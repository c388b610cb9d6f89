import { readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { readConfig, type StateConfig } from './config.ts'
import { exportPlaceOf } from './exports/export-place.ts'
import { createExportStore } from './exports/export-store.ts'
import { createMirrorChannel } from './mirror/mirror-channel.ts'
import { saveMirrorChoice } from './mirror/mirror-choices.ts'
import { mirrorPlaceOf, type MirrorPlace } from './mirror/mirror-place.ts'
import { storedRequests } from './mirror/mirror-requests.ts'
import type { PostgresPlace } from './mirror/postgres-mirror.ts'
import { lockProxyRole, ProxyRunningError, type ProxyLock } from './store/proxy-lock.ts'
import { openStore, type Store } from './store/state-store.ts'

const maxWait = 30_000 // milliseconds until the proxy has erased it
const pollInterval = 100

/**
 * `npm run forget -- <source id>`: erases the local copy of a source from the disk and turns it off, and
 * the files of its exports. A proxy that is running erases the copy, because it would go on with the
 * erased file.
 */
try {
  await forget(process.argv[2])
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

async function forget(id: string | undefined) {
  const config = readConfig(process.env, (path) => readFileSync(path, 'utf8'))
  const source = config.sources.find((one) => one.id === id)
  if (!source) {
    const known = config.sources.map((one) => one.id).join(', ')
    throw new Error(`Usage: npm run forget -- <source id>. Sources: ${known}.`)
  }
  const { database } = config.state
  const place = mirrorPlaceOf(database, source.id)
  const lock = tryLock(database)
  const store = await openStore(database)
  try {
    await eraseExports(store, source.id, database)
    if (!(await place.exists())) {
      console.log(`There is no local copy of ${source.id}.`)
      return
    }
    if (lock === null) await eraseByProxy(store, source.id, place)
    else {
      await saveMirrorChoice(store, source.id, 'off')
      if (place.shared) await eraseShared(place.shared, () => place.erase())
      else await place.erase()
    }
  } finally {
    await store.close()
    lock?.release()
  }
  console.log(`The local copy of ${source.id} is erased, and stays off until a user turns it on.`)
}

/** A proxy that makes one of them ends it when it notes its progress. */
async function eraseExports(store: Store, source: string, database: StateConfig['database']) {
  const ids = await createExportStore(store).remove({ source })
  await exportPlaceOf(database, store).remove(ids)
  if (ids.length > 0) console.log(`Exports of ${source} are erased: ${ids.length}.`)
}

/** Null while a proxy is running. */
function tryLock(database: StateConfig['database']): ProxyLock | null {
  try {
    return lockProxyRole(database)
  } catch (error) {
    if (error instanceof ProxyRunningError) return null
    throw error
  }
}

async function eraseByProxy(store: Store, source: string, place: MirrorPlace): Promise<void> {
  const requests = storedRequests(store, source)
  await requests.ask('erase')
  const until = performance.now() + maxWait
  while ((await requests.open()).includes('erase')) {
    if (performance.now() > until)
      throw new Error(
        `The proxy that is running has not erased the local copy of ${source} within ${maxWait / 1000} s. It does so as soon as it can, or when it is started again.`,
      )
    await setTimeout(pollInterval)
  }
  if (await place.exists()) throw new Error(`The local copy of ${source} could not be erased.`)
}

/** Proxies that are running give the copy up when they hear that it is off. */
async function eraseShared(shared: PostgresPlace, erase: () => Promise<void>): Promise<void> {
  const channel = createMirrorChannel({ place: shared, onError: console.error })
  const unlisten = channel.listen({
    onMessage: () => {},
    onConnected: () => void channel.send({ kind: 'choice', choice: 'off' }).catch(console.error),
  })
  try {
    await channel.alone(erase)
  } finally {
    unlisten()
    await channel.close()
  }
}
