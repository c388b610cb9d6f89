import { randomBytes } from 'node:crypto'
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import type { StateConfig } from '#proxy/config.ts'

const keyBytes = 32 // AES-256

/** The key for encryption, and the previous one with which stored tokens may be encrypted. */
export type Keys = { current: Buffer; previous?: Buffer }

/** Throws what `readKey` throws. */
export function readKeys(config: StateConfig['key']): Keys {
  const { previous } = config
  return {
    current: readKey(config),
    ...(previous !== undefined && { previous: Buffer.from(previous, 'base64') }),
  }
}

/** The key for stored tokens. A missing key file is created; one readable by others is rejected. */
export function readKey(key: StateConfig['key']): Buffer {
  if (key.kind === 'text') return Buffer.from(key.base64, 'base64')
  const { path } = key
  const stats = statSync(path, { throwIfNoEntry: false })
  if (!stats) {
    makeKeyFile(path)
    return readKey(key)
  }
  const others = stats.mode & 0o077
  if (others !== 0 && process.platform !== 'win32')
    throw new Error(
      `Cannot start: other users can access the key file ${path}. Restrict it to its owner: chmod 600 ${path}`,
    )
  const bytes = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64')
  if (bytes.length === keyBytes) return bytes
  throw new Error(
    `Cannot start: the key file ${path} contains no key (32 bytes in base64). Restore the original file, because stored tokens cannot be decrypted without it; a missing file is replaced by a new key.`,
  )
}

/** Linked to its path atomically: concurrent processes all use the key of the first one. */
function makeKeyFile(path: string) {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const draft = `${path}.${process.pid}-${randomBytes(6).toString('hex')}`
  const file = openSync(draft, 'wx', 0o600)
  try {
    writeSync(file, `${randomBytes(keyBytes).toString('base64')}\n`)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  try {
    linkSync(draft, path)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    unlinkSync(draft)
  }
  const folder = openSync(dirname(path), 'r')
  fsyncSync(folder)
  closeSync(folder)
}
