import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { openJobClient } from '#testing/job-client.ts'
import { buildStack } from '#testing/stack.ts'
import { textValue } from '#testing/values.ts'

const draftRows = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => ({ name: `Ada ${from + index}` }))

function open(options: Parameters<typeof buildStack>[0] = {}, source = 'main') {
  const stack = buildStack({ contacts: 0, ...options })
  const sent = () => stack.mock.received.all().filter(({ method }) => method !== 'GET')
  return { stack, mock: stack.mock, jobClient: openJobClient(stack, source), sent }
}

/** Makes the source unusable, so that a job waits. */
const unpaid = { kind: 'status', status: 402 } as const

/** A change of an attribute that may not exist. */
const setText = (attribute: string, text: string) => ({ attribute, set: textValue(text) })

describe('a request for a job', () => {
  it.each([
    [{ kind: 'create', rows: [{ name: 'A' }, { nme: 'B' }] }, 'nme', 2],
    [{ kind: 'create', rows: [{ name: 'A' }, {}] }, '', 2],
    [{ kind: 'create', rows: [{ phones: [{ value: 5, kind: null }] }] }, 'phones.0.value', 1],
    [{ kind: 'create', rows: [{ fields: [{ id: 1, values: null }] }] }, 'fields.0.id', 1],
    [{ kind: 'edit', rows: [{ id: 1, patch: { phones: { sett: [] } } }] }, 'patch.phones.sett', 1],
    [{ kind: 'edit', rows: [{ id: 1, patch: {} }] }, 'patch', 1],
    [{ kind: 'edit', ids: [1, 2, 1], patch: { name: 'A' } }, 'id', 3],
    [{ kind: 'link', rows: [{ id: 1, link: [{ target: 'lead', id: 1 }] }] }, 'link.0.target', 1],
    [{ kind: 'link', rows: [{ id: 1, link: [] }] }, 'link', 1],
    [{ kind: 'create', rows: [{ changes: [] }] }, 'changes', 1],
    [{ kind: 'create', rows: [{ changes: [setText('nme', 'A')] }] }, 'changes.0.attribute', 1],
    [
      { kind: 'edit', rows: [{ id: 1, changes: [setText('field:1', 'A')] }] },
      'changes.0.attribute',
      1,
    ],
    [
      { kind: 'edit', rows: [{ id: 1, changes: [setText('createdAt', 'A')] }] },
      'changes.0.attribute',
      1,
    ],
    [
      { kind: 'link', rows: [{ id: 1, changes: [setText('name', 'A')] }] },
      'changes.0.attribute',
      1,
    ],
    [{ kind: 'link', rows: [{ id: 1 }] }, 'changes', 1],
  ])('is rejected completely, with line and field: %j', async (order, name, line) => {
    const { jobClient, sent } = open()
    const answer = await jobClient.ask('POST', '', { key: randomUUID(), ...order })
    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toMatchObject({ code: 'invalid_input', fields: [{ name, line }] })
    expect(sent()).toEqual([])
    expect((await jobClient.ask('GET', '')).json()).toMatchObject({ items: [] })
  })

  it.each([
    [{ kind: 'create', rows: [{}], rws: 1 }, 'rws'],
    [{ kind: 'create' }, ''],
    [{ kind: 'edit', ids: [1] }, 'ids'],
    [{ kind: 'create', draft: true, patch: { name: 'A' } }, 'patch'],
  ])('reports the issues of the whole request: %j', async (order, name) => {
    const answer = await open().jobClient.ask('POST', '', { key: randomUUID(), ...order })
    expect(answer.json()).toMatchObject({ code: 'invalid_input', fields: [{ name }] })
  })

  it('is rejected completely above the limit, which is named', async () => {
    const { jobClient } = open()
    const ids = Array.from({ length: 100_001 }, (_, index) => index + 1)
    const order = { key: randomUUID(), kind: 'edit', ids, patch: { name: 'A' } }
    const answer = await jobClient.ask('POST', '', order)
    expect(answer.statusCode).toBe(400)
    expect(answer.json<{ fields: object[] }>().fields[0]).toMatchObject({
      name: 'ids',
      message: expect.stringContaining('100000'),
    })
  })

  it('is rejected if the source does not support it', async () => {
    const { jobClient } = open({}, 'bots')
    const change = { link: [{ target: 'leads', id: 1 }] }
    const answer = await jobClient.ask('POST', '', {
      key: randomUUID(),
      kind: 'link',
      ids: [1],
      change,
    })
    expect(answer.json()).toMatchObject({ code: 'invalid_input', fields: [{ name: 'kind' }] })
  })

  it('is one job for repeated requests with one key, and conflicts for others with that key', async () => {
    const { jobClient, mock } = open()
    const order = { key: randomUUID(), kind: 'create', rows: draftRows(3) }
    const answers = await Promise.all([1, 2, 3].map(() => jobClient.ask('POST', '', order)))
    expect(answers.filter(({ statusCode }) => statusCode === 201)).toHaveLength(1)
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(2)
    const ids = new Set(answers.map((answer) => answer.json<{ id: string }>().id))
    expect(ids.size).toBe(1)
    await jobClient.waitForEnd([...ids][0] ?? '')
    expect(mock.store.countContacts()).toBe(3)
    const other = await jobClient.ask('POST', '', { ...order, rows: draftRows(4) })
    expect(other.json()).toMatchObject({ code: 'invalid_input', fields: [{ name: 'key' }] })
  })
})

describe('a draft', () => {
  it('accepts parts in order, each repeatable, and starts with all its rows', async () => {
    const { jobClient, mock } = open()
    const { id } = await jobClient.create({ kind: 'create', draft: true })
    const part = (number: number, rows: object[]) =>
      jobClient.ask('PUT', `/${id}/parts/${number}`, { rows })
    expect((await part(2, draftRows(1))).statusCode).toBe(400)
    expect((await part(1, draftRows(3))).json()).toMatchObject({
      total: 3,
      state: 'draft',
      parts: 1,
    })
    expect((await part(1, draftRows(3))).json()).toMatchObject({ total: 3, parts: 1 })
    // The last part may be sent with other content, because the first attempt was wrong.
    expect((await part(1, draftRows(2))).json()).toMatchObject({ total: 2, parts: 1 })
    expect((await part(2, draftRows(2, 2))).json()).toMatchObject({ total: 4, parts: 2 })
    const wrong = await part(3, [{ name: 'A' }, { nme: 'B' }])
    expect(wrong.json()).toMatchObject({ fields: [{ name: 'nme', line: 6 }] })
    const early = await jobClient.ask('POST', `/${id}/start`, { rows: 5 })
    expect(early.json()).toMatchObject({ fields: [{ name: 'rows' }] })
    expect(mock.store.countContacts()).toBe(0)
    for (let times = 0; times < 2; times++)
      expect((await jobClient.ask('POST', `/${id}/start`, { rows: 4 })).statusCode).toBe(200)
    expect((await jobClient.waitForEnd(id)).counts.created).toBe(4)
    expect((await part(3, draftRows(1))).statusCode).toBe(400)
    expect((await jobClient.rows(id)).map(({ name }) => name)).toEqual(
      draftRows(4).map((p) => p.name),
    )
  })

  it('is cancelled at once, with all its rows', async () => {
    const { jobClient, sent } = open()
    const { id } = await jobClient.create({ kind: 'create', draft: true })
    await jobClient.ask('PUT', `/${id}/parts/1`, { rows: draftRows(3) })
    const answer = await jobClient.ask('POST', `/${id}/cancel`)
    expect(answer.json()).toMatchObject({
      state: 'cancelled',
      counts: { cancelled: 3, pending: 0 },
    })
    expect((await jobClient.ask('POST', `/${id}/start`, { rows: 3 })).json()).toMatchObject({
      state: 'cancelled',
    })
    expect(sent()).toEqual([])
  })

  it('accepts IDs that share one change, each of them once', async () => {
    const { jobClient, mock } = open()
    for (let id = 1; id <= 4; id++) mock.store.addContact({ id, name: `Ada ${id}` })
    const { id } = await jobClient.create({ kind: 'edit', draft: true, patch: { lastName: 'L' } })
    const part = (number: number, ids: number[]) =>
      jobClient.ask('PUT', `/${id}/parts/${number}`, { ids })
    await part(1, [1, 2])
    const duplicateIssue = await part(2, [3, 2])
    expect(duplicateIssue.json()).toMatchObject({ fields: [{ name: 'id', line: 4 }] })
    await part(2, [3, 4])
    await jobClient.ask('POST', `/${id}/start`, { rows: 4 })
    expect((await jobClient.waitForEnd(id)).counts.changed).toBe(4)
  })
})

it('lists jobs newest first and page by page, of one source only', async () => {
  const { jobClient, stack } = open()
  for (const title of ['first', 'second', 'third'])
    await jobClient.run({ kind: 'create', title, rows: draftRows(1) })
  const page = (await jobClient.ask('GET', '?size=2')).json<{ items: { title: string }[] }>()
  expect(page).toMatchObject({ page: 1, hasNext: true })
  expect(page.items.map(({ title }) => title)).toEqual(['third', 'second'])
  expect((await openJobClient(stack, 'legacy').ask('GET', '')).json()).toMatchObject({ items: [] })
  const [one] = (await jobClient.ask('GET', '')).json<{ items: { id: string }[] }>().items
  expect((await openJobClient(stack, 'legacy').ask('GET', `/${one?.id}`)).statusCode).toBe(404)
})

it('runs a small job between the requests of a large one', async () => {
  const { jobClient, mock } = open({ jobSettings: { chunk: 10, parallel: 1 } })
  const large = await jobClient.create({ kind: 'create', rows: draftRows(1000) })
  const small = await jobClient.create({ kind: 'create', rows: draftRows(3, 5000) })
  expect((await jobClient.waitForEnd(small.id)).counts.created).toBe(3)
  expect((await jobClient.read(large.id)).state).toBe('running')
  expect((await jobClient.waitForEnd(large.id)).counts.created).toBe(1000)
  expect(mock.store.countContacts()).toBe(1003)
})

describe('a job that waits', () => {
  const waits = { jobSettings: { firstWait: 60_000, maxWait: 60_000, poll: 20 } }

  it('reports why, and can be cancelled at once', async () => {
    const { jobClient, mock } = open(waits)
    mock.faults.add({ ...unpaid, method: 'POST' })
    const { id } = await jobClient.create({ kind: 'create', rows: draftRows(120) })
    await expect.poll(async () => (await jobClient.read(id)).state, { interval: 5 }).toBe('waiting')
    expect((await jobClient.read(id)).waiting).toMatchObject({ reason: 'unpaid' })
    const cancelled = await jobClient.ask('POST', `/${id}/cancel`)
    expect(cancelled.json()).toMatchObject({ state: 'cancelling' })
    const job = await jobClient.waitForEnd(id)
    expect(job).toMatchObject({ state: 'cancelled', counts: { cancelled: 120 } })

    // Cancelled rows may be retried once.
    mock.faults.clear()
    const { job: again } = await jobClient.retry(id)
    expect(again).toMatchObject({ retryOf: id, counts: { created: 120 } })
    const duplicateIssue = await jobClient.ask('POST', `/${id}/retry`, { key: randomUUID() })
    expect(duplicateIssue.json()).toMatchObject({ fields: [{ name: 'job' }] })
    expect(mock.store.countContacts()).toBe(120)
  })

  it('reports unresolved rows as unknown when cancelled, and finds them on retry', async () => {
    const { jobClient, mock } = open(waits)
    mock.faults.add({ kind: 'cut-after', method: 'POST', times: 1 })
    const { id } = await jobClient.create({ kind: 'create', rows: draftRows(3) })
    await expect.poll(() => mock.store.countContacts(), { interval: 1 }).toBe(3)
    mock.faults.add({ kind: 'status', status: 402, method: 'GET', path: '/api/v4/contacts' })
    await jobClient.ask('POST', `/${id}/cancel`)
    const job = await jobClient.waitForEnd(id)
    expect(job).toMatchObject({ state: 'cancelled', counts: { unknown: 3 } })
    mock.faults.clear()
    const { job: again } = await jobClient.retry(id)
    expect(again.counts).toMatchObject({ created: 3 })
    expect(mock.store.countContacts()).toBe(3)
  })
})

it('retries only the failed rows, with their line numbers', async () => {
  const { jobClient, mock } = open()
  mock.faults.add({ kind: 'poison', text: 'Ada 2', times: 12 })
  const { job, rows } = await jobClient.run({ kind: 'create', rows: draftRows(5) })
  expect(rows[2]?.result.outcome).toBe('rejected')
  mock.faults.clear()
  const { rows: again } = await jobClient.retry(job.id)
  expect(again).toMatchObject([{ line: 3, name: 'Ada 2', result: { outcome: 'created' } }])
  expect(mock.store.countContacts()).toBe(5)
})

it('exports failed rows as CSV without formulas', async () => {
  const { jobClient, mock } = open()
  mock.faults.add({ kind: 'poison', text: 'Evil' })
  const name = '=HYPERLINK("http://evil"),Evil'
  const phones = [{ value: '+79990001122', kind: null }]
  const { job } = await jobClient.run({ kind: 'create', rows: [{ name: 'Ada' }, { name, phones }] })
  const answer = await jobClient.ask('GET', `/${job.id}/failed.csv`)
  expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8')
  const [head, line, ...rest] = answer.body.split('\r\n')
  expect(head).toBe('\uFEFF"line","contact","name","outcome","field","code","reason","input"')
  expect(line).toMatch(/^"2","","'=HYPERLINK\(""http:\/\/evil""\),Evil","rejected","","rejected",/)
  expect(line).toContain('""items"":[{""value"":""+79990001122""')
  expect(rest).toEqual([''])
  const bare = await jobClient.ask('GET', `/${job.id}/failed.csv?bom=0`)
  expect(bare.body.startsWith('"line",')).toBe(true)
  const split = await jobClient.ask('GET', `/${job.id}/failed.csv?separator=semicolon`)
  expect(split.body).toContain('"line";"contact";"name"')
  expect((await jobClient.ask('GET', `/${job.id}/failed.csv?separator=pipe`)).statusCode).toBe(400)
})

it('rejects a request from another page', async () => {
  const { stack } = open()
  const answer = await stack.proxy.inject({
    method: 'POST',
    url: '/api/sources/main/jobs',
    headers: { origin: 'http://evil.example' },
    payload: { key: randomUUID(), kind: 'create', rows: draftRows(1) },
  })
  expect(answer.statusCode).toBe(403)
})

it('counts open jobs and rows by outcome for monitoring', async () => {
  const { stack, jobClient } = open()
  await jobClient.run({ kind: 'create', rows: draftRows(2) })
  const { body } = await stack.proxy.inject('/metrics')
  expect(body).toContain('kartoteka_job_rows_total{source="main",outcome="created"} 2')
  expect(body).toContain('kartoteka_jobs_open')
})
