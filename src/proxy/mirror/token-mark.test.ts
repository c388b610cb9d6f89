import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { buildMirrorStack } from '#testing/mirror-stack.ts'
import { fileMirror } from './mirror-place.ts'
import { isSameToken, markOf, toStoredMark } from './token-mark.ts'

const closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

function build(source: 'main' | 'bots') {
  const folder = mkdtempSync(join(tmpdir(), 'mirror-'))
  const file = join(folder, 'mirror.sqlite')
  const stack = buildMirrorStack({ contacts: 60, source, place: fileMirror(file) })
  closing.push(
    () => rmSync(folder, { recursive: true }),
    () => stack.close(),
  )
  const scannedAt = async () => (await stack.mirror().status()).status.lastFullScanAt
  return { ...stack, file, scannedAt }
}

it('is known by its token only', () => {
  const [first, again] = [toStoredMark(markOf('a token')), toStoredMark(markOf('a token'))]
  expect(isSameToken(first, markOf('a token'))).toBe(true)
  expect(isSameToken(first, markOf('another'))).toBe(false)
  expect(JSON.stringify(first)).not.toContain('a token')
  expect(again).not.toEqual(first)
  // Of a token that is renewed, and of a copy from before there were marks.
  expect(toStoredMark(undefined)).toBeNull()
  expect(isSameToken(first, undefined)).toBe(true)
  expect(isSameToken(null, markOf('another'))).toBe(true)
})

it('of bots is filled anew with another token, and shown to nobody before', async () => {
  const stack = build('bots')
  await stack.catchUp()
  await stack.reopen('second')
  await stack.mirror().status()
  expect(stack.mirror().isComplete()).toBe(false)
  const [gone] = await stack.atSource()
  stack.mock.store.botContacts.remove(gone?.id ?? 0)
  await stack.catchUp()
  expect(stack.reports.join()).toContain('another account or user')
  const idsOf = (rows: { id: number }[]) => rows.map(({ id }) => id).toSorted((a, b) => a - b)
  expect(idsOf(await stack.inCopy())).toEqual(idsOf(await stack.atSource()))
  expect(readFileSync(stack.file).includes('second')).toBe(false)
}, 60_000)

it('of an account that tells who it is stays with another token of the same user', async () => {
  const stack = build('main')
  await stack.catchUp()
  const before = await stack.scannedAt()
  await stack.reopen('second')
  await stack.mirror().status()
  expect(stack.mirror().isComplete()).toBe(false)
  await stack.mirror().work()
  expect(stack.mirror().isComplete()).toBe(true)
  expect(await stack.scannedAt()).toBe(before)
  expect(stack.reports).toEqual([])
}, 60_000)
