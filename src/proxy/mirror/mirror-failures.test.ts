import { mkdtempSync, readdirSync, rmSync, truncateSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Worker } from 'node:worker_threads'
import { afterEach, expect, it } from 'vitest'
import { fileMirror, memoryMirror } from '#proxy/mirror/mirror-place.ts'
import { buildMirrorStack } from '#testing/mirror-stack.ts'
import { editContact } from '#testing/source-stack.ts'

const closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

function build(settings: Parameters<typeof buildMirrorStack>[0] = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'mirror-'))
  closing.push(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'mirror-main.sqlite')
  const stack = buildMirrorStack({ contacts: 300, place: fileMirror(file), ...settings })
  closing.push(() => stack.close())
  return { ...stack, file, folder }
}

const list = { page: 1, size: 50, search: '' }
const call = { priority: 'bulk' } as const
const everything = { contacts: 'all' } as const

/** Threads that are started meanwhile. */
function watchThreads(): Worker[] {
  const threads: Worker[] = []
  const note = (thread: Worker) => void threads.push(thread)
  process.on('worker', note)
  closing.push(() => void process.off('worker', note))
  return threads
}

it('opens the copy again after its writing thread has ended, and reports it', async () => {
  const threads = watchThreads()
  const stack = build()
  await stack.catchUp()
  await threads[0]?.terminate()
  expect(stack.mirror().isComplete()).toBe(false)
  expect(stack.reports).toEqual(['a thread of the local copy has ended: it is opened again'])
  expect(String(stack.errors[0])).toContain('A thread has ended')
  await stack.catchUp()
  expect(await stack.inCopy()).toEqual(await stack.atSource())
})

it('goes on reading after a reading thread has ended', async () => {
  const threads = watchThreads()
  const stack = build()
  await stack.catchUp()
  const before = await stack.mirror().listContacts(list, everything, call)
  await threads.at(-1)?.terminate()
  const after = await stack.mirror().listContacts(list, everything, call)
  expect(after.items).toEqual(before.items)
  expect(String(stack.errors[0])).toContain('A thread has ended')
})

it('stops filling on a full disk, and still answers lists', async () => {
  const settings = { fullScanInterval: 0, minFreeBytes: 0 }
  const stack = build({ settings })
  await stack.catchUp()
  settings.minFreeBytes = Number.MAX_SAFE_INTEGER
  await stack.reopen()
  await stack.mirror().work() // follows changes
  await expect(stack.mirror().work()).rejects.toThrow('The disk is nearly full')
  const { total } = await stack.mirror().listContacts(list, everything, call)
  expect(total).toBe(stack.mock.store.countContacts())
})

it('replaces a file of another version, and reports it', async () => {
  const stack = build()
  await stack.catchUp()
  await stack.mirror().close()
  const db = new DatabaseSync(stack.file)
  db.exec("update meta set value = '0' where key = 'version'")
  db.close()
  await stack.reopen()
  await stack.catchUp()
  expect(stack.reports).toEqual(['the file is of another version: the local copy is filled anew'])
  expect(await stack.inCopy()).toEqual(await stack.atSource())
})

// SQLite notices it in several ways.
it.each([16_384, 32_768])('fills the copy anew if its file ends after %i bytes', async (size) => {
  const stack = build()
  await stack.catchUp()
  const db = new DatabaseSync(stack.file)
  db.exec('pragma wal_checkpoint(truncate)')
  db.close()
  truncateSync(stack.file, size)
  await expect(
    stack.mirror().listContacts({ ...list, sort: 'name' }, everything, call),
  ).rejects.toThrow(/malformed|disk I\/O error/)
  expect(stack.reports).toEqual(['the file is damaged: the local copy is filled anew'])
  expect(stack.mirror().isComplete()).toBe(false)
  await stack.catchUp()
  expect(await stack.inCopy()).toEqual(await stack.atSource())
})

it('expects as many contacts as before while it is filled anew', async () => {
  const stack = build()
  await stack.catchUp()
  const { status: before } = await stack.mirror().status()
  stack.mirror().restart()
  await stack.mirror().work()
  const { status } = await stack.mirror().status()
  expect(status).toMatchObject({ isComplete: false, expected: before.read })
  expect(status.read).toBeLessThan(before.read)
})

it('measures the drift of a copy by the next full scan', async () => {
  const settings = { fullScanInterval: 0 }
  const stack = build({ settings })
  await stack.catchUp()
  const db = new DatabaseSync(stack.file)
  const { id } = db.prepare('select min(id) as id from bodies').get() ?? {}
  db.prepare("update bodies set body = '{}' where id = ?").run(Number(id))
  db.close()
  const { status: before } = await stack.mirror().status()
  const scanned = async () => (await stack.mirror().status()).status.lastFullScanAt
  while ((await scanned()) === before.lastFullScanAt) await stack.mirror().work()
  const { status } = await stack.mirror().status()
  expect(status.drift).toEqual({ changed: 1, missing: 0, surplus: 0 })
})

it('leaves no file when it is closed and erased', async () => {
  const stack = build()
  await stack.catchUp()
  stack.mirror().restart()
  await stack.mirror().work()
  await stack.mirror().close()
  expect(readdirSync(stack.folder)).toEqual(['mirror-main.sqlite'])
})

it('does not change what becomes of writes while the copy cannot be opened', async () => {
  const place = { ...memoryMirror(), open: () => Promise.reject(new Error('no disk')) }
  const stack = build({ place })
  const source = stack.mirrored()
  const { id } = stack.mock.store.addContact({ name: 'Before' })
  const values = { name: { kind: 'text' as const, values: ['After'] } }
  expect(await editContact(source, { id, values })).toMatchObject({ status: 'changed', id })
  expect(stack.mock.store.contact(id)?.name).toBe('After')
  const chat = '863c6c21-58b0-43a1-a186-76cac21f8d9d'
  const [linked] = (await source.chats?.linkChats([{ chat, contact: id }], call)) ?? []
  expect(linked).toEqual((await stack.live.chats?.linkChats([{ chat, contact: id }], call))?.[0])
  expect(stack.errors.map(String)).toContain('Error: no disk')
})
