import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import type { Job } from '#contract/api/jobs.ts'
import type { Problem } from '#contract/api/problem.ts'
import type { Role } from '#contract/api/roles.ts'
import { rightToWrite, type WriteKind } from '#contract/api/job-kinds.ts'
import { openPeopleHarness, type TestBrowser } from '#testing/people-harness.ts'

const jobs = '/api/sources/main/jobs'
const contacts = '/api/sources/main/contacts'

it.each([
  ['create', 1, 'edit'],
  ['create', 2, 'bulk'],
  ['edit', 0, 'edit'],
  ['edit', 1, 'edit'],
  ['edit', 2, 'bulk'],
  ['link', 1, 'edit'],
  ['link', 5000, 'bulk'],
  ['chats', 1, 'chats'],
  ['chats', 250, 'chats'],
  ['status', 1, 'statuses'],
  ['status', 250, 'statuses'],
] as const satisfies (readonly [WriteKind, number, string])[])(
  'a job of kind %s with %i rows needs the right %s',
  (kind, rows, right) => {
    expect(rightToWrite(kind, rows)).toBe(right)
  },
)

async function openAs(...names: Role[]) {
  const harness = openPeopleHarness({ contacts: 20 })
  await harness.register('root@example.com', 'admin')
  const root = await harness.signedIn('root@example.com')
  const browsers: Partial<Record<Role, TestBrowser>> = {}
  for (const name of names) {
    await harness.register(`${name}@example.com`, name)
    browsers[name] = await harness.signedIn(`${name}@example.com`)
  }
  const as = (name: Role): TestBrowser => {
    const browser = browsers[name]
    if (!browser) throw new Error(`there is no ${name}`)
    return browser
  }
  return { ...harness, root, as }
}

const rowsOf = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    changes: [{ attribute: 'name', set: { kind: 'text', values: [`Ada ${index}`] } }],
  }))
const order = (browser: TestBrowser, count: number, more: object = {}) =>
  browser.ask('POST', jobs, {
    payload: { key: randomUUID(), kind: 'create', rows: rowsOf(count), ...more },
  })

it('lets each role order what the table says', async () => {
  const { as } = await openAs('viewer', 'support', 'editor')
  const orders = async (name: Role) => [
    (await order(as(name), 1)).statusCode,
    (await order(as(name), 2)).statusCode,
  ]
  expect(await orders('viewer')).toEqual([403, 403])
  expect(await orders('support')).toEqual([201, 403])
  expect(await orders('editor')).toEqual([201, 201])
  const create = async (name: Role, count: number) =>
    (await as(name).ask('POST', contacts, { payload: { items: rowsOf(count) } })).statusCode
  expect([await create('support', 1), await create('support', 2)]).toEqual([200, 403])
  expect(await create('editor', 2)).toBe(200)
})

it('names the limit that a write exceeds, at once and in parts', async () => {
  const { as, root } = await openAs('editor')
  await root.ask('PUT', '/api/roles/*/editor', {
    payload: { maxRows: 3, mayExport: true, visibility: 'all' },
  })
  const over = { code: 'over_limit', limit: 3 }
  const editor = as('editor')
  expect((await order(editor, 3)).statusCode).toBe(201)
  const answer = await order(editor, 4)
  expect([answer.statusCode, answer.json<Problem>()]).toMatchObject([403, over])
  const direct = await editor.ask('PATCH', contacts, {
    payload: { items: [1, 2, 3, 4].map((id) => ({ id, changes: [] })) },
  })
  expect(direct.json<Problem>()).toMatchObject(over)
  const draft = await editor.ask('POST', jobs, {
    payload: { key: randomUUID(), kind: 'create', draft: true },
  })
  const { id } = draft.json<Job>()
  const part = (number: number, count: number) =>
    editor.ask('PUT', `${jobs}/${id}/parts/${number}`, { payload: { rows: rowsOf(count) } })
  expect((await part(1, 2)).statusCode).toBe(200)
  expect((await part(2, 2)).json<Problem>()).toMatchObject(over)
  expect((await part(2, 1)).statusCode).toBe(200)
  // The part replaces itself.
  expect((await part(2, 1)).statusCode).toBe(200)
  const started = await editor.ask('POST', `${jobs}/${id}/start`, { payload: { rows: 3 } })
  expect(started.statusCode).toBe(200)
})

it('undoes and repeats with the right that the original needed', async () => {
  const { as, root } = await openAs('support', 'editor')
  const { id } = (await order(as('editor'), 2)).json<Job>()
  await root.ask('GET', `${jobs}/${id}/events`)
  const undo = (browser: TestBrowser) =>
    browser.ask('POST', `${jobs}/${id}/undo`, { payload: { key: randomUUID(), tag: 'undone' } })
  expect((await undo(as('support'))).statusCode).toBe(403)
  const undone = await undo(as('editor'))
  expect(undone.statusCode).toBe(201)
  const again = (browser: TestBrowser) =>
    browser.ask('POST', `${jobs}/${undone.json<Job>().id}/undo`, {
      payload: { key: randomUUID(), tag: 'undone' },
    })
  expect((await again(as('support'))).statusCode).not.toBe(201)
})

it('lets everybody stop their own job, and gives its file to them', async () => {
  const { as, root } = await openAs('viewer', 'support')
  const { id } = (await order(as('support'), 1)).json<Job>()
  expect((await as('viewer').ask('POST', `${jobs}/${id}/cancel`)).statusCode).toBe(403)
  expect((await as('support').ask('POST', `${jobs}/${id}/cancel`)).statusCode).toBe(200)
  expect((await as('viewer').ask('GET', `${jobs}/${id}/failed.csv`)).statusCode).toBe(403)
  expect((await as('support').ask('GET', `${jobs}/${id}/failed.csv`)).statusCode).toBe(200)
  expect((await root.ask('GET', `${jobs}/${id}/failed.csv`)).statusCode).toBe(200)
})

it('shows jobs of others to whoever sees all contacts only', async () => {
  const { as, root } = await openAs('support', 'editor')
  const own = (await order(as('support'), 1)).json<Job>()
  const other = (await order(as('editor'), 1)).json<Job>()
  const listed = async () =>
    (await as('support').ask('GET', jobs)).json<{ items: Job[] }>().items.map(({ id }) => id)
  expect((await listed()).toSorted()).toEqual([own.id, other.id].toSorted())
  await root.ask('PUT', '/api/roles/*/support', {
    payload: { maxRows: 10, mayExport: false, visibility: 'own' },
  })
  expect(await listed()).toEqual([own.id])
  for (const path of ['', '/rows', '/events', '/failed.csv', '/undo'])
    expect((await as('support').ask('GET', `${jobs}/${other.id}${path}`)).statusCode).toBe(404)
  expect((await as('support').ask('GET', `${jobs}/${own.id}/rows`)).statusCode).toBe(200)
})

it('lets nobody add to the job of somebody else, start it, or take it for their own', async () => {
  const { as, root } = await openAs('editor')
  const payload = { key: randomUUID(), kind: 'create', draft: true }
  const { id } = (await root.ask('POST', jobs, { payload })).json<Job>()
  const editor = as('editor')
  const part = { payload: { rows: rowsOf(2) } }
  expect((await editor.ask('PUT', `${jobs}/${id}/parts/1`, part)).statusCode).toBe(403)
  expect((await root.ask('PUT', `${jobs}/${id}/parts/1`, part)).statusCode).toBe(200)
  const start = { payload: { rows: 2 } }
  expect((await editor.ask('POST', `${jobs}/${id}/start`, start)).statusCode).toBe(403)
  expect((await root.ask('GET', `${jobs}/${id}`)).json<Job>().state).toBe('draft')
  const taken = await editor.ask('POST', jobs, { payload })
  expect([taken.statusCode, taken.json<Problem>().fields?.[0]?.name]).toEqual([400, 'key'])
  expect((await root.ask('POST', jobs, { payload })).json<Job>().id).toBe(id)
})
