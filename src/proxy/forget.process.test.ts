import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import readXlsxFile from 'read-excel-file/node'
import { afterEach, expect, it } from 'vitest'
import { exportedFile } from '#contract/api/exports.ts'
import { buildMock } from '#mock/mock-app.ts'
import { readMirrorChoices } from '#proxy/mirror/mirror-choices.ts'
import { storedRequests } from '#proxy/mirror/mirror-requests.ts'
import { lockProxyRole } from '#proxy/store/proxy-lock.ts'
import { openStore } from '#proxy/store/state-store.ts'
import { exportOrderOf } from '#testing/export-order.ts'
import { addressOf, startProgram } from '#testing/program.ts'

const soon = { timeout: 60_000 }
const folders: string[] = []
const closing: (() => Promise<unknown> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
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

/** Files of the copy of `main`. */
const copyIn = (folder: string) =>
  readdirSync(folder).filter((name) => name.startsWith('mirror-main.'))

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

it('lets the proxy that is running erase the copy, which goes on without it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'forget-'))
  folders.push(folder)
  const file = join(folder, 'state.sqlite')
  const mock = buildMock({ contacts: 60, token: 'forgotten' })
  const { port } = new URL(await mock.app.listen({ host: '127.0.0.1', port: 0 }))
  closing.push(() => mock.app.close())
  const env = {
    KARTOTEKA_STATE: file,
    KARTOTEKA_MIRROR: '1',
    MOCK_PORT: port,
    MOCK_TOKEN: 'forgotten',
    MOCK_RATE: '0',
    PORT: '0',
  }
  const proxy = startProgram(['src/proxy/main.ts'], env)
  closing.push(() => proxy.stop())
  const address = await addressOf(proxy)
  const status = async () => {
    const response = await fetch(`${address}/api/sources/main/mirror`)
    const body: Record<string, unknown> = JSON.parse(await response.text())
    return body
  }
  await expect.poll(async () => (await status())['state'], soon).toBe('complete')
  expect(copyIn(folder)).toContain('mirror-main.sqlite')
  const exports = `${address}/api/sources/main/exports`
  const ordered = await fetch(exports, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: address },
    body: JSON.stringify(
      exportOrderOf({ format: { type: 'xlsx', sheet: 'Contacts', days: 'ymd' } }),
    ),
  })
  const { id } = exportedFile.parse(await ordered.json())
  const made = async () => exportedFile.parse(await (await fetch(`${exports}/${id}`)).json())
  await expect.poll(async () => (await made()).state, soon).toBe('ready')
  const sheet = await readXlsxFile(join(folder, 'exports', id))
  expect(sheet[0]?.data).toHaveLength(61)
  const program = startProgram(['src/proxy/forget.ts', 'main'], env)
  expect(await program.ended).toBe(0)
  expect(program.output()).toContain('The local copy of main is erased, and stays off until')
  expect(copyIn(folder)).toEqual([])
  expect(readdirSync(join(folder, 'exports'))).toEqual([])
  expect((await fetch(`${exports}/${id}/file`)).status).toBe(404)
  expect(await status()).toMatchObject({ state: 'off', read: 0 })
  expect((await fetch(`${address}/api/sources/main/contacts`)).status).toBe(200)
}, 120_000)

it('waits for a proxy that is starting', async () => {
  const { folder, file } = stateFolder()
  const database = { kind: 'sqlite', file } as const
  const lock = lockProxyRole(database)
  const program = forget(file, ['main'])
  const store = await openStore(database)
  closing.push(() => store.close())
  await expect.poll(() => storedRequests(store, 'main').open(), soon).toEqual(['erase'])
  expect(copyIn(folder)).toHaveLength(3)
  lock.release()
  const proxy = startProgram(['src/proxy/main.ts'], {
    KARTOTEKA_STATE: file,
    KARTOTEKA_MIRROR: '0',
    PORT: '0',
  })
  closing.push(() => proxy.stop())
  expect(await program.ended).toBe(0)
  expect(copyIn(folder)).toEqual([])
}, 120_000)

it('names the sources', async () => {
  const unknown = forget(stateFolder().file, ['other'])
  expect(await unknown.ended).toBe(1)
  expect(unknown.output()).toContain('Sources: main, legacy, bots')
})
