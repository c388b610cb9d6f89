import { describe, expect, it } from 'vitest'
import type { JobRow } from '#contract/api/job-rows.ts'
import type { FaultInput } from '#mock/faults.ts'
import type { Mock } from '#mock/mock-app.ts'
import { openJobClient } from '#testing/job-client.ts'
import { buildStack } from '#testing/stack.ts'

const draftRows = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ name: `Ada ${index}` }))

function deskOver(options: Parameters<typeof buildStack>[0] = {}, source = 'main') {
  const stack = buildStack({ contacts: 0, ...options })
  const posts = () => stack.mock.received.all().filter(({ method }) => method === 'POST')
  const jobClient = openJobClient(stack, source)
  return { ...stack, done: (order: object) => jobClient.run(order), posts }
}

/**
 * Every row with the outcome `created` exists with its ID and name, and no other contact exists.
 */
function expectTruth(mock: Mock, rows: JobRow[]) {
  const created = rows.flatMap(({ name, result }) =>
    result.outcome === 'created' ? [{ name, id: result.id }] : [],
  )
  expect(new Set(created.map(({ id }) => id)).size).toBe(created.length)
  expect(created.map(({ id }) => mock.store.contact(id)?.name)).toEqual(
    created.map(({ name }) => name),
  )
  expect(mock.store.countContacts()).toBe(created.length)
}

const counts = (rows: JobRow[]) =>
  Object.fromEntries(
    [...Map.groupBy(rows, ({ result }) => result.outcome)].map(([key, of]) => [key, of.length]),
  )

it('creates every row once, fifty to a request, and returns the id of each', async () => {
  const { mock, done, posts, jobErrors } = deskOver()
  const { job, rows } = await done({ kind: 'create', title: 'Import', rows: draftRows(120) })
  expect(jobErrors).toEqual([])
  expect(job).toMatchObject({ state: 'done', total: 120, counts: { created: 120, pending: 0 } })
  expect(posts()).toHaveLength(3)
  expectTruth(mock, rows)
  expect(rows[7]).toMatchObject({ line: 8, name: 'Ada 7', contactId: expect.any(Number) })
})

const once = { method: 'POST', path: '/api/v4/contacts', times: 1 } as const
const troubles: FaultInput[] = [
  { kind: 'status', status: 429, ...once, times: 8 },
  { kind: 'status', status: 401, ...once },
  { kind: 'status', status: 402, ...once },
  { kind: 'status', status: 403, html: true, ...once },
  { kind: 'status', status: 500, ...once, times: 3 },
  { kind: 'status', status: 502, ...once },
  { kind: 'status', status: 504, ...once },
  { kind: 'cut', ...once, times: 2 },
  { kind: 'cut-after', ...once, times: 2 },
  { kind: 'malformed', ...once },
  { kind: 'latency', ms: 3, ...once },
  { kind: 'status', status: 500, method: 'GET', times: 4 },
]

describe.each(['main', 'legacy'])('at %s', (source) => {
  it.each(troubles)('creates each row exactly once through %o', async (fault) => {
    const path = source === 'main' ? '/api/v4/contacts' : '/api/v2/contacts'
    const { mock, done } = deskOver({}, source)
    mock.faults.add({ ...fault, ...(fault.path && { path }) })
    // The rows include duplicates of each other and of an existing contact.
    const rows = [...draftRows(70), ...draftRows(5), { name: 'Ada 1', phones: [aPhone] }]
    const { job, rows: resultRows } = await done({ kind: 'create', rows })
    expect(job.counts).toMatchObject({ created: 76, unknown: 0, rejected: 0 })
    expectTruth(mock, resultRows)
  })
})
const aPhone = { value: '+79990001122', kind: null }

it('rejects rows that the source names, and sends the others again', async () => {
  const { mock, done, posts } = deskOver()
  const rows: object[] = draftRows(60)
  rows[3] = { name: 'Bad', responsible: 1 }
  rows[40] = { name: 'Worse', fields: [{ id: 4400101, values: [{ option: 1 }] }] }
  const { rows: resultRows } = await done({ kind: 'create', rows })
  expect(counts(resultRows)).toEqual({ created: 58, rejected: 2 })
  expect(resultRows[3]?.result).toMatchObject({
    outcome: 'rejected',
    issues: [{ code: 'unknown_option', attribute: 'responsible' }],
  })
  expectTruth(mock, resultRows)
  expect(posts().length).toBeLessThanOrEqual(3)
})

it.each([400, 500])(
  'finds the row that makes %i of its whole request, and no other',
  async (status) => {
    const { mock, done, posts } = deskOver()
    mock.faults.add({ kind: 'poison', text: 'Culprit', status })
    const rows: object[] = draftRows(120)
    rows[37] = { name: 'Culprit' }
    const { rows: resultRows } = await done({ kind: 'create', rows })
    expect(counts(resultRows)).toEqual({ created: 119, rejected: 1 })
    expect(resultRows[37]?.result.outcome).toBe('rejected')
    expectTruth(mock, resultRows)
    expect(posts().length).toBeLessThan(50)
  },
)

it('reports rows without permission, and stops retrying', async () => {
  const { mock, done, posts } = deskOver()
  mock.faults.add({ kind: 'status', status: 403, method: 'POST', times: 1 })
  const { rows } = await done({ kind: 'create', rows: draftRows(60) })
  expect(counts(rows)).toEqual({ rejected: 50, created: 10 })
  expect(rows[0]?.result).toMatchObject({ issues: [{ code: 'forbidden' }] })
  expect(posts()).toHaveLength(2)
})

it('gives up a row on which the source always fails, and no other', async () => {
  const { mock, done } = deskOver()
  mock.faults.add({ kind: 'status', status: 500, method: 'POST' })
  const { rows } = await done({ kind: 'create', rows: draftRows(2) })
  expect(counts(rows)).toEqual({ rejected: 2 })
  expect(rows[0]?.result).toMatchObject({ issues: [{ code: 'failed' }] })
  expect(mock.store.countContacts()).toBe(0)
})

it('does not send a row again that was changed before it was found', async () => {
  const { mock, done } = deskOver()
  mock.faults.add({ kind: 'cut-after', method: 'POST', times: 1 })
  const { store } = mock
  const add = store.createContact.bind(store)
  store.createContact = (edit, by) => {
    const made = add(edit, by)
    return store.updateContact(made, { name: `${made.name} Lovelace` }, by)
  }
  const row = { name: 'Ada', phones: [aPhone] }
  const { rows } = await done({ kind: 'create', rows: [row] })
  expect(counts(rows)).toEqual({ unknown: 1 })
  const [only] = rows
  expect(only?.result).toMatchObject({ resembles: expect.any(Number) })
  expect(mock.store.countContacts()).toBe(1)
})

it('runs bots through the same engine, one by one', async () => {
  const { mock, done, posts } = deskOver({}, 'bots')
  mock.faults.add({ kind: 'cut-after', method: 'POST', times: 1 })
  const identity = (id: number) => ({ bot: 1, messenger: 'telegram', id: String(id) })
  const rows = [1, 2, 3].map((id) => ({ name: `Ada ${id}`, identity: identity(id) }))
  const { job } = await done({ kind: 'create', rows })
  expect(job.counts).toMatchObject({ created: 3 })
  expect(posts()).toHaveLength(4)
  expect(mock.store.botContacts.count({ bots: [1], offset: 0, limit: 9 })).toBe(3)
})
