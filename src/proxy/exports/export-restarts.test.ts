import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { buildSeededMock } from '#testing/seeded-mock.ts'
import { exportClient } from '#testing/export-client.ts'
import { testToken } from '#testing/source-stack.ts'
import { buildStack } from '#testing/stack.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

/** Two proxies, one after the other, over a state on the disk; the first one waits at the second page. */
function open() {
  const folder = mkdtempSync(join(tmpdir(), 'kartoteka-restart-'))
  folders.push(folder)
  const database = { kind: 'sqlite', file: join(folder, 'state.sqlite') } as const
  const mock = buildSeededMock({ contacts: 600, token: testToken })
  let isWaiting = false
  const waits = new Promise<void>(() => {})
  const build = (isHeld: boolean) =>
    buildStack({
      mock,
      database,
      relay: (send) => async (request) => {
        if (isHeld && /contacts\?.*page=2/.test(request.path)) {
          isWaiting = true
          await waits
        }
        return send(request)
      },
    })
  return { folder, build, isWaiting: () => isWaiting, files: join(folder, 'exports') }
}

it('is begun again when the proxy was killed, and leaves nothing of before', async () => {
  const { build, isWaiting, files } = open()
  const killed = build(true)
  const { id } = await exportClient(killed).order()
  await expect.poll(isWaiting).toBe(true)
  writeFileSync(join(files, 'stray'), 'of an export that nobody knows')
  const next = build(false)
  await next.exports.begin()
  await next.exports.idle()
  const { read, download } = exportClient(next)
  expect(await read(id)).toMatchObject({ state: 'ready', rows: 600, starts: 2 })
  expect((await download(id)).body.split('\r\n')).toHaveLength(602)
  expect(readdirSync(files)).toEqual([id])
  expect([statSync(files).mode & 0o777, statSync(join(files, id)).mode & 0o777]).toEqual([
    0o700, 0o600,
  ])
  await next.exports.removeOf({ source: 'main' })
  expect(existsSync(join(files, id))).toBe(false)
})

it('is begun again when the proxy was ended, and given up when it ends the proxy each time', async () => {
  const { build, isWaiting } = open()
  const { exports, store, ...ended } = build(true)
  const { id } = await exportClient({ exports, store, ...ended }).order()
  await expect.poll(isWaiting).toBe(true)
  await exports.close()
  const stored = () => store.db.selectFrom('export_files').selectAll().executeTakeFirst()
  expect(await stored()).toMatchObject({ state: 'waiting', starts: 1 })
  await store.db.updateTable('export_files').set({ starts: 5 }).execute()
  const next = build(false)
  await next.exports.begin()
  await next.exports.idle()
  expect(await exportClient(next).read(id)).toMatchObject({
    state: 'failed',
    failure: 'interrupted',
  })
})
