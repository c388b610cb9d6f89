import { expect, it } from 'vitest'
import { localActor } from '#proxy/sources/transport/source-call.ts'
import { exportClient } from '#testing/export-client.ts'
import { exportOrderOf } from '#testing/export-order.ts'
import { openPeopleHarness, type PeopleHarness } from '#testing/people-harness.ts'
import { keepMs } from './stored-export.ts'

const settings = { maxRows: null, mayExport: true, visibility: 'all' as const }
const withoutRight = { ...settings, mayExport: false }

/** An editor, an admin, and 600 contacts, of which the second page waits for what a test does. */
async function open({
  onSecondPage = (_harness: PeopleHarness): Promise<unknown> => Promise.resolve(),
} = {}) {
  const harness = openPeopleHarness({
    contacts: 0,
    relay: (send) => async (request) => {
      if (/contacts\?.*page=2/.test(request.path)) await onSecondPage(harness)
      return send(request)
    },
  })
  for (let id = 1; id <= 600; id++) harness.mock.store.addContact({ id, name: `Person ${id}` })
  await harness.register('root@example.com', 'admin')
  const editor = await harness.register('ed@example.com', { main: 'editor', legacy: 'editor' })
  return {
    ...harness,
    editorId: editor,
    mine: exportClient(harness, await harness.signedIn('ed@example.com')),
    roots: exportClient(harness, await harness.signedIn('root@example.com')),
    root: await harness.signedIn('root@example.com'),
  }
}

it('belongs to whoever ordered it, and is recorded when ordered, made and downloaded', async () => {
  const { mine, roots, audit, editorId } = await open()
  const { id, rows } = await mine.run()
  expect(rows).toBe(600)
  const { items } = await audit.page({ view: 'all', size: 3 })
  expect(items).toMatchObject([
    { action: 'exportDownload', subject: id, details: [{ attribute: 'rows', after: 600 }] },
    { action: 'exportRead', subject: id, details: [{ attribute: 'rows', after: 600 }] },
    { action: 'export', subject: id },
  ])
  for (const { actor, address } of items) {
    expect(actor).toEqual({ id: editorId, name: 'ed@example.com' })
    expect(address).toBe('10.0.0.1')
  }
  expect(await roots.list()).toEqual([])
  for (const path of ['', '/file', '/cancel', '/repeat'] as const) {
    const method = path === '' || path === '/file' ? 'GET' : 'POST'
    expect((await roots.ask(method, `/${id}${path}`)).statusCode).toBe(404)
  }
  expect((await roots.ask('DELETE', `/${id}`)).statusCode).toBe(404)
  expect((await mine.download(id)).statusCode).toBe(200)
})

it('is not downloaded, and not ordered, without the right to export', async () => {
  const { mine, root } = await open()
  const { id } = await mine.run()
  await root.ask('PUT', '/api/roles/main/editor', { payload: withoutRight })
  for (const [method, path] of [
    ['GET', `/${id}/file`],
    ['POST', `/${id}/repeat`],
    ['POST', ''],
    ['GET', ''],
  ] as const)
    expect((await mine.ask(method, path)).statusCode).toBe(403)
})

it.each([
  [
    'loses the right',
    ({ auth }: PeopleHarness) => auth.roles.set('main', 'editor', withoutRight, localActor),
  ],
  [
    'may see fewer contacts',
    ({ auth }: PeopleHarness) =>
      auth.roles.set('main', 'editor', { ...settings, visibility: 'own' }, localActor),
  ],
])('ends without a file when its owner %s meanwhile', async (_what, change) => {
  const { mine, root, exports } = await open({ onSecondPage: change })
  const { id } = await mine.order()
  await exports.idle()
  await root.ask('PUT', '/api/roles/main/editor', { payload: settings })
  expect(await mine.read(id)).toMatchObject({ state: 'failed', failure: 'forbidden', bytes: 0 })
  expect((await mine.download(id)).statusCode).toBe(404)
})

it('ends and is erased with whoever is disabled', async () => {
  let disable = (): Promise<unknown> => Promise.resolve()
  const opened = await open({ onSecondPage: () => disable() })
  const { mine, root, editorId, exports, store } = opened
  const ready = await mine.run({ ids: [1, 2] })
  disable = () => Promise.resolve(void root.ask('POST', `/api/users/${editorId}/disable`))
  await mine.order()
  await exports.idle()
  await expect.poll(() => store.db.selectFrom('export_files').selectAll().execute()).toEqual([])
  expect((await mine.download(ready.id)).statusCode).toBe(401)
})

it('has only contacts that its owner may see', async () => {
  const { mine, mock, root, editorId } = await open()
  const user = mock.store.directory.users()[0]!.id // the seed has users
  mock.store.addContact({ id: 700, name: 'Own', responsible_user_id: user })
  await root.ask('PUT', '/api/roles/main/editor', { payload: { ...settings, visibility: 'own' } })
  await root.ask('PUT', `/api/users/${editorId}/source-users/main`, {
    payload: { user },
  })
  expect((await mine.run({ ids: [1, 700] })).lines).toEqual(['Name', 'Own'])
})

it('is one of five that a person may have running', async () => {
  let release = () => {}
  const waits = new Promise<void>((resolve) => (release = resolve))
  const { mine, exports } = await open({ onSecondPage: () => waits })
  for (let count = 1; count <= 5; count++) await mine.order()
  const answer = await mine.ask('POST', '', exportOrderOf())
  expect(answer.json()).toMatchObject({ code: 'limit_reached' })
  release()
  await exports.idle()
  expect((await mine.list()).map(({ state }) => state)).toEqual(Array(5).fill('ready'))
})

it('is erased after a day', async () => {
  const { mine, exports, store, editorId } = await open()
  const { id, endedAt, expiresAt } = await mine.run()
  const ended = Date.parse(endedAt ?? '')
  expect(Date.parse(expiresAt ?? '')).toBe(ended + keepMs)
  const about = { source: 'main', actor: { id: editorId, name: '', address: null } }
  const endAt = (at: number) => store.db.updateTable('export_files').set({ ended_at: at }).execute()
  await endAt(ended - keepMs + 60_000)
  await exports.clean()
  expect(await exports.get(about, id)).toMatchObject({ state: 'ready' })
  await endAt(ended - keepMs - 1)
  await exports.clean()
  await expect(exports.get(about, id)).rejects.toThrow('No export')
})

it('is cancelled without a file', async () => {
  let cancel = (): Promise<unknown> => Promise.resolve()
  const { mine, exports } = await open({ onSecondPage: () => cancel() })
  const { id } = await mine.order()
  cancel = () => Promise.resolve(void mine.ask('POST', `/${id}/cancel`))
  await exports.idle()
  await expect.poll(async () => (await mine.read(id)).state).toBe('cancelled')
  expect((await mine.download(id)).statusCode).toBe(404)
  expect((await mine.ask('DELETE', `/${id}`)).statusCode).toBe(204)
  expect(await mine.list()).toEqual([])
})
