import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { readMirrorChoices } from '#proxy/mirror/mirror-choices.ts'
import { lockProxyRole } from '#proxy/store/proxy-lock.ts'
import { openStore } from '#proxy/store/state-store.ts'
import { startProgram } from '#testing/program.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

/** The state's folder with the files of a local copy. */
function stateFolder(): { folder: string; file: string } {
  const folder = mkdtempSync(join(tmpdir(), 'forget-'))
  folders.push(folder)
  for (const end of ['', '-wal', '-shm'])
    writeFileSync(join(folder, `mirror-main.sqlite${end}`), 'x')
  return { folder, file: join(folder, 'state.sqlite') }
}

const forget = (state: string, args: string[]) =>
  startProgram(['src/proxy/forget.ts', ...args], { KARTOTEKA_STATE: state, KARTOTEKA_MIRROR: '1' })

const copyIn = (folder: string) => readdirSync(folder).filter((name) => name.startsWith('mirror'))

it('erases the files of a local copy from the disk, which stays off', async () => {
  const { folder, file } = stateFolder()
  const program = forget(file, ['main'])
  expect(await program.ended).toBe(0)
  expect(program.output()).toContain('The local copy of main is erased, and stays off until')
  expect(copyIn(folder)).toEqual([])
  const store = await openStore({ kind: 'sqlite', file })
  expect(await readMirrorChoices(store)).toEqual(new Map([['main', 'off']]))
  await store.close()
  const again = forget(file, ['main'])
  expect(await again.ended).toBe(0)
  expect(again.output()).toContain('There is no local copy of main')
})

it('leaves the copy of a running proxy, and names the sources', async () => {
  const { folder, file } = stateFolder()
  const lock = lockProxyRole({ kind: 'sqlite', file })
  const program = forget(file, ['main'])
  expect(await program.ended).toBe(1)
  expect(program.output()).toContain('another proxy uses the state')
  lock.release()
  expect(copyIn(folder)).toHaveLength(3)
  const unknown = forget(file, ['other'])
  expect(await unknown.ended).toBe(1)
  expect(unknown.output()).toContain('Sources: main, legacy, bots')
})
