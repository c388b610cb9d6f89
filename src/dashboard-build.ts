import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

const home = join(import.meta.dirname, '..')
const inputs = [
  'index.html',
  'vite.config.ts',
  'build',
  'tailwind.config.ts',
  'package-lock.json',
  'public',
  'src/dashboard',
  'src/contract',
]
const stampName = '.built-from'
const folders = { production: 'dist', demo: 'dist-demo' }

/** Whether the dashboard of a mode has been built from the current sources. */
export function isBuilt(mode: keyof typeof folders): boolean {
  const stamp = join(home, folders[mode], stampName)
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === inputsHash()
}

/** Records in the built folder the hash of its sources, for `isBuilt`. */
export function buildStamp(): Plugin {
  let hash = ''
  return {
    name: 'build-stamp',
    apply: 'build',
    buildStart() {
      hash = inputsHash()
    },
    writeBundle: {
      order: 'post', // not written if another plugin rejects the build
      sequential: true,
      handler({ dir }) {
        if (dir) writeFileSync(join(dir, stampName), hash)
      },
    },
  }
}

/** A hash of names and contents, because file times have no meaning after a clone or checkout. */
function inputsHash(): string {
  const hash = createHash('sha256')
  const add = (path: string) => {
    const full = join(home, path)
    if (statSync(full).isDirectory())
      for (const name of readdirSync(full).toSorted()) add(join(path, name))
    else hash.update(path).update(readFileSync(full))
  }
  for (const path of inputs) add(path)
  return hash.digest('hex')
}
