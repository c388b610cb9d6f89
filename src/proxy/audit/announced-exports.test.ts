import { expect, it } from 'vitest'
import { readingLimit } from '#proxy/auth/reading-limit.ts'
import { openPeopleHarness, type PeopleHarness, type TestBrowser } from '#testing/people-harness.ts'

const minute = 60_000 // milliseconds
const order = { query: '', selected: null, count: 3, columns: ['name'], format: 'csv' }
const list = '/api/sources/main/contacts?size=50'

async function open() {
  const harness = openPeopleHarness({ contacts: 3 })
  await harness.register('root@example.com', 'admin')
  await harness.register('ed@example.com', { main: 'editor', legacy: 'editor' })
  return { ...harness, editor: await harness.signedIn('ed@example.com') }
}

async function announce(browser: TestBrowser): Promise<string> {
  const answer = await browser.ask('POST', '/api/sources/main/exports', { payload: order })
  return answer.json<{ id: string }>().id
}
const newest = async ({ audit }: PeopleHarness) =>
  (await audit.page({ view: 'all', size: 1 })).items[0]

it('records how many contacts an export has sent, once it has ended', async () => {
  const harness = await open()
  const { editor, audit, store } = harness
  const id = await announce(editor)
  for (const page of [1, 2, 3])
    expect((await editor.ask('GET', `${list}&page=${page}&export=${id}`)).statusCode).toBe(200)
  await audit.exports.recordEnded()
  expect(await newest(harness)).toMatchObject({ action: 'export', subject: id })
  await store.db.updateTable('exports').set({ last_at: 0 }).execute()
  await Promise.all([audit.exports.recordEnded(), audit.exports.recordEnded()])
  expect(await newest(harness)).toMatchObject({
    action: 'exportRead',
    subject: id,
    actor: { name: 'ed@example.com' },
    address: '10.0.0.1',
    details: [{ attribute: 'rows', after: 3 }],
  })
  expect((await audit.page({ view: 'all', size: 50, action: 'exportRead' })).items).toHaveLength(1)
  expect((await editor.ask('GET', `${list}&export=${id}`)).statusCode).toBe(400)
})

it('knows an export of its owner, at its source, while the right is theirs', async () => {
  const harness = await open()
  const id = await announce(harness.editor)
  const root = await harness.signedIn('root@example.com')
  expect((await root.ask('GET', `${list}&export=${id}`)).statusCode).toBe(400)
  const elsewhere = `/api/sources/legacy/contacts?export=${id}`
  expect((await harness.editor.ask('GET', elsewhere)).statusCode).toBe(400)
  const settings = { maxRows: null, mayExport: false, visibility: 'all' }
  await root.ask('PUT', '/api/roles/main/editor', { payload: settings })
  expect((await harness.editor.ask('GET', `${list}&export=${id}`)).statusCode).toBe(403)
})

it('stops whoever reads all contacts without the right to export, and nobody who has it', async () => {
  const harness = await open()
  await harness.register('vi@example.com', { main: 'viewer' })
  const viewer = await harness.signedIn('vi@example.com')
  const { access } = await harness.auth.identification({
    isDemo: false,
    hasReverseProxy: false,
    isOpen: false,
  })({
    session: viewer.cookies.get('kartoteka'),
    key: undefined,
    address: '10.0.0.1',
    proxyUser: undefined,
    demoRole: undefined,
  })
  // As if they had read so many.
  await harness.auth.reading.count({ access }, 'main', readingLimit.burst - 4)
  const first = await viewer.ask('GET', list)
  const [contact] = first.json<{ items: { id: number }[] }>().items
  const alone = `/api/sources/main/contacts/${contact?.id}`
  expect((await viewer.ask('GET', alone)).statusCode).toBe(200)
  expect((await viewer.ask('GET', alone)).statusCode).toBe(429)
  const answer = await viewer.ask('GET', list)
  expect(answer.statusCode).toBe(429)
  expect(answer.json()).toMatchObject({ code: 'too_many_requests' })
  expect(answer.body).not.toContain('items')
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
  harness.clock.at += 10 * minute
  expect((await viewer.ask('GET', list)).statusCode).toBe(200)
  const many = { access: await harness.auth.accessOf(null, 'main') }
  await harness.auth.reading.count(many, 'main', readingLimit.burst * 2)
})
