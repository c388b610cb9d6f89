import { existsSync, readFileSync } from 'node:fs'
import { readConfig } from './config.ts'
import { eraseMirrorFile } from './mirror/mirror-database.ts'
import { mirrorFileOf } from './mirror/mirror-file.ts'
import { lockProxyRole } from './store/proxy-lock.ts'

/**
 * `npm run forget -- <source id>`: erases the local copy of a source from the disk. The proxy must
 * not be running, because it would go on with the erased file.
 */
try {
  forget(process.argv[2])
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

function forget(id: string | undefined) {
  const config = readConfig(process.env, (path) => readFileSync(path, 'utf8'))
  const source = config.sources.find((one) => one.id === id)
  if (!source) {
    const known = config.sources.map((one) => one.id).join(', ')
    throw new Error(`Usage: npm run forget -- <source id>. Sources: ${known}.`)
  }
  const file = mirrorFileOf(config.state.database, source.id)
  if (!existsSync(file)) {
    console.log(`There is no local copy of ${source.id}.`)
    return
  }
  const lock = lockProxyRole(config.state.database)
  try {
    eraseMirrorFile(file)
  } finally {
    lock.release()
  }
  const next = source.mirror
    ? ' It is filled anew at the next start unless "mirror" is removed.'
    : ''
  console.log(`The local copy of ${source.id} is erased.${next}`)
}
