import { execFile } from 'node:child_process'
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { readKey } from './encryption-key.ts'

const folder = mkdtempSync(join(tmpdir(), 'kartoteka-key-'))
let made = 0
const newPath = () => join(folder, `${made++}`, 'key')
afterAll(() => rmSync(folder, { recursive: true }))

it('takes the key from the environment', () => {
  const base64 = Buffer.alloc(32, 7).toString('base64')
  expect(readKey({ kind: 'text', base64 })).toEqual(Buffer.alloc(32, 7))
})

it('creates a key file for its owner only, and reads it afterwards', () => {
  const path = newPath()
  const key = readKey({ kind: 'file', path })
  expect(key).toHaveLength(32)
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(statSync(dirname(path)).mode & 0o777).toBe(0o700)
  expect(readKey({ kind: 'file', path })).toEqual(key)
  expect(readdirSync(dirname(path))).toEqual(['key'])
  const base64 = readFileSync(path, 'utf8').trim() // may be moved to KARTOTEKA_KEY
  expect(readKey({ kind: 'text', base64 })).toEqual(key)
})

it.each([0o640, 0o604, 0o660])('rejects a key file with mode %o and names the remedy', (mode) => {
  const path = newPath()
  readKey({ kind: 'file', path })
  chmodSync(path, mode)
  expect(() => readKey({ kind: 'file', path })).toThrow(`chmod 600 ${path}`)
})

it('rejects a file without a key, and leaves it unchanged', () => {
  const path = newPath()
  readKey({ kind: 'file', path })
  writeFileSync(path, 'half a k')
  expect(() => readKey({ kind: 'file', path })).toThrow(/contains no key/)
  expect(readFileSync(path, 'utf8')).toBe('half a k')
})

it('is one key for processes that start at once', async () => {
  const path = newPath()
  const script = `
    import { readKey } from '#proxy/sources/tokens/encryption-key.ts'
    console.log(readKey({ kind: 'file', path: process.argv[1] }).toString('hex').slice(0, 8))`
  const starts = Array.from(
    { length: 4 },
    () =>
      new Promise<string>((resolve, reject) => {
        const args = ['--input-type=module', '-e', script, path]
        execFile(process.execPath, args, { timeout: 20_000 }, (error, out) =>
          error ? reject(error) : resolve(out),
        )
      }),
  )
  expect(new Set(await Promise.all(starts)).size).toBe(1)
  expect(readdirSync(dirname(path))).toEqual(['key'])
})
