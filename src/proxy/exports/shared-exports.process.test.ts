import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStore } from '#proxy/store/state-store.ts'
import { exportClient } from '#testing/export-client.ts'
import { startPostgres, type TestPostgres } from '#testing/postgres.ts'
import { buildSeededMock } from '#testing/seeded-mock.ts'
import { testToken } from '#testing/source-stack.ts'
import { buildStack } from '#testing/stack.ts'

let postgres: TestPostgres
beforeAll(async () => {
  postgres = await startPostgres()
}, 150_000)
afterAll(() => postgres.stop())

/** Two proxies of one database. */
async function buildTwo({ isHeld = false } = {}) {
  const database = { kind: 'postgres', url: await postgres.newDatabase() } as const
  await (await openStore(database)).close()
  const mock = buildSeededMock({ contacts: 600, token: testToken })
  // Of the first one, both places are taken, and it does not notice within the test that it has lost them.
  const exportSettings = { lease: 60_000, parallel: 2, poll: 100, noteInterval: 0 }
  let isWaiting = false
  const first = buildStack({
    mock,
    database,
    exportSettings,
    relay: (send) => async (request) => {
      if (isHeld && /contacts\?.*page=2/.test(request.path)) {
        isWaiting = true
        await new Promise(() => {})
      }
      return send(request)
    },
  })
  const second = buildStack({ mock, database, exportSettings })
  const close = async () => {
    for (const { proxy, store } of [first, second]) {
      await proxy.close()
      await store.close()
    }
  }
  return { first, second, close, isWaiting: () => isWaiting }
}

it('a file that one process has made is downloaded and erased by another one', async () => {
  const { first, second, close } = await buildTwo()
  const { id, lines } = await exportClient(first).run()
  expect(lines).toHaveLength(601)
  const other = exportClient(second)
  expect((await other.download(id)).body).toBe((await exportClient(first).download(id)).body)
  expect((await other.ask('DELETE', `/${id}`)).statusCode).toBe(204)
  const chunks = await first.store.db.selectFrom('export_chunks').selectAll().execute()
  expect(chunks).toEqual([])
  await close()
})

it('what a process does not finish is taken over by another one, and cancelled by any', async () => {
  const { first, second, close, isWaiting } = await buildTwo({ isHeld: true })
  const { id } = await exportClient(first).order()
  await expect.poll(isWaiting).toBe(true)
  const held = await exportClient(first).order()
  // As if it had been killed: nothing is noted any more.
  await first.store.db.updateTable('export_files').set({ until: 0, owner: 'killed' }).execute()
  const other = exportClient(second)
  expect((await other.ask('POST', `/${held.id}/cancel`)).json()).toMatchObject({
    state: 'cancelled',
  })
  await second.exports.begin()
  await expect.poll(async () => (await other.read(id)).state, { timeout: 40_000 }).toBe('ready')
  expect(await other.read(id)).toMatchObject({ rows: 600, starts: 2 })
  expect((await other.read(held.id)).state).toBe('cancelled')
  await close()
})
