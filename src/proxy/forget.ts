import { readFileSync } from 'node:fs'
import { readConfig } from './config.ts'
import { createMirrorChannel } from './mirror/mirror-channel.ts'
import { saveMirrorChoice } from './mirror/mirror-choices.ts'
import { mirrorPlaceOf } from './mirror/mirror-place.ts'
import type { PostgresPlace } from './mirror/postgres-mirror.ts'
import { lockProxyRole } from './store/proxy-lock.ts'
import { openStore } from './store/state-store.ts'

/**
 * `npm run forget -- <source id>`: erases the local copy of a source from the disk and turns it off.
 * The proxy must not be running, because it would go on with the erased file; it erases by itself,
 * on the page of sources.
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
  const place = mirrorPlaceOf(config.state.database, source.id)
  if (!(await place.exists())) {
    console.log(`There is no local copy of ${source.id}.`)
    return
  }
  const { shared } = place
  const lock = lockProxyRole(config.state.database)
  try {
    if (shared) await eraseShared(shared, () => place.erase())
    else await place.erase()
    const store = await openStore(config.state.database)
    try {
      await saveMirrorChoice(store, source.id, 'off')
    } finally {
      await store.close()
    }
  } finally {
    lock.release()
  }
  console.log(`The local copy of ${source.id} is erased, and stays off until a user turns it on.`)
}

/** Proxies that have no copy may be running. */
async function eraseShared(place: PostgresPlace, erase: () => Promise<void>): Promise<void> {
  const channel = createMirrorChannel({ place, onError: console.error })
  try {
    await channel.alone(erase, 3000)
  } finally {
    await channel.close()
  }
}
