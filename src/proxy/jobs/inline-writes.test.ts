import { describe, expect, it } from 'vitest'
import { writeAnswer } from '#contract/api/writes.ts'
import { addLead } from '#mock/mock-fixtures.ts'
import { companyParts } from '#testing/entity-parts.ts'
import { openJobClient } from '#testing/job-client.ts'
import { buildStack } from '#testing/stack.ts'
import {
  companyValue,
  leadsValue,
  pointsValue,
  setText,
  tagsValue,
  textValue,
} from '#testing/values.ts'

type Options = Parameters<typeof buildStack>[0]

/** Contact 5 of company 7, and company 8; the contact has been read once. */
async function open(source = 'main', options: Options = {}) {
  const stack = buildStack({ contacts: 0, ...options })
  const { store } = stack.mock
  for (const id of [7, 8]) store.companies.save({ id, name: `Company ${id}`, ...companyParts })
  store.addContact({ id: 5, name: 'Ada', phones: ['+1'], tags: ['old'], company_id: 7 })
  const path = `/api/sources/${source}/contacts`
  const send = (method: 'POST' | 'PATCH', items: object[]) =>
    stack.proxy.inject({
      method,
      url: path,
      headers: { origin: 'http://localhost:80' },
      payload: { items },
    })
  const write = async (method: 'POST' | 'PATCH', items: object[]) =>
    writeAnswer.parse((await send(method, items)).json())
  // The contact's page reads it before a user changes it.
  await stack.proxy.inject(`${path}/5`)
  stack.mock.received.clear()
  return {
    ...stack,
    send,
    jobClient: openJobClient(stack, source),
    save: (changes: object[], before?: object) => write('PATCH', [{ id: 5, changes, before }]),
    write,
    calls: () =>
      stack.mock.received.all().map(({ method, url }) => `${method} ${url.split('?')[0]}`),
    ada: () => store.contact(5),
  }
}

const phone = { attribute: 'phones', add: pointsValue('+2') }
const company = { attribute: 'company', set: companyValue(8) }

describe.each([
  ['main', ['GET /api/v4/contacts', 'PATCH /api/v4/contacts'], 'POST /api/v4/contacts/link'],
  ['legacy', ['GET /api/v2/contacts', 'POST /api/v2/contacts'], 'POST /api/v2/contacts'],
])('a save at %s', (source, ofValues, ofLinks) => {
  it('of values costs one reading and one write', async () => {
    const { save, calls, ada } = await open(source)
    const { results } = await save([phone, setText('name', 'Ada King')], { name: textValue('Ada') })
    expect(results).toMatchObject([{ outcome: 'changed', attributes: ['phones', 'name'] }])
    expect(calls()).toEqual(ofValues)
    expect(ada()).toMatchObject({ name: 'Ada King' })
  })

  it('of the company as well costs one more', async () => {
    const { save, calls, ada } = await open(source)
    const { results } = await save([phone, company], { company: companyValue(7) })
    expect(results).toMatchObject([{ outcome: 'changed', attributes: ['phones', 'company'] }])
    expect(calls()).toEqual([...ofValues, ofLinks])
    expect(ada()?.company_id).toBe(8)
  })

  it('as a row of a job costs no more', async () => {
    const { jobClient, calls } = await open(source)
    await jobClient.run({ kind: 'edit', rows: [{ id: 5, changes: [phone] }] })
    expect(calls()).toEqual(ofValues)
  })

  it('that changes nothing only reads', async () => {
    const { save, calls } = await open(source)
    expect((await save([setText('name', 'Ada')])).results).toMatchObject([{ outcome: 'unchanged' }])
    expect(calls()).toEqual(ofValues.slice(0, 1))
  })

  it('is not listed with jobs, but can be read by ID and undone', async () => {
    const { save, jobClient, ada } = await open(source)
    const { job } = await save([phone, company, { attribute: 'tags', add: tagsValue('new') }])
    expect((await jobClient.ask('GET', '')).json()).toMatchObject({ items: [] })
    expect(await jobClient.read(job ?? '')).toMatchObject({
      state: 'done',
      actor: { id: 'local', name: 'this computer' },
      counts: { changed: 1 },
    })
    const preview = await jobClient.preview(job ?? '')
    expect(preview.items[0]).toMatchObject({ would: 'restore' })
    const { job: undo } = await jobClient.undo(job ?? '')
    expect(undo.counts).toMatchObject({ changed: 1 })
    expect(ada()).toMatchObject({ company_id: 7, tags: [{ name: 'old' }] })
    expect(JSON.stringify(ada())).not.toContain('+2')
  })

  it('does not wait for the jobs of its source', async () => {
    const { save, jobClient, mock } = await open(source, { jobSettings: { chunk: 1, parallel: 1 } })
    const rows = Array.from({ length: 200 }, (_, index) => ({
      changes: [setText('name', `Bulk ${index}`)],
    }))
    const { id } = await jobClient.create({ kind: 'create', rows })
    expect((await save([phone])).results).toMatchObject([{ outcome: 'changed' }])
    expect((await jobClient.read(id)).counts.created).toBeLessThan(200)
    await jobClient.waitForEnd(id)
    expect(mock.store.countContacts()).toBe(201)
  })

  it('reports the current values if its response was lost', async () => {
    const { save, mock, calls, ada } = await open(source)
    const method = source === 'main' ? 'PATCH' : 'POST'
    mock.faults.add({ kind: 'cut-after', method, times: 1 })
    expect((await save([phone])).results).toMatchObject([
      { outcome: 'changed', attributes: ['phones'] },
    ])
    mock.faults.add({ kind: 'cut', method, times: 1 })
    const answer = await save([setText('name', 'Ada King')])
    expect(answer.results).toMatchObject([{ outcome: 'unknown' }])
    expect(ada()?.name).toBe('Ada')
    expect(calls().filter((call) => call.startsWith(method))).toHaveLength(2)
  })
})

describe('a partially written save', () => {
  it.each([
    [{ kind: 'status', status: 400 }, 'rejected'],
    [{ kind: 'status', status: 403 }, 'forbidden'],
    [{ kind: 'status', status: 402 }, 'failed'],
    [{ kind: 'cut' }, 'failed'],
  ] as const)('reports what was not saved, and undoes the rest: %o', async (fault, code) => {
    const { save, mock, jobClient, ada } = await open()
    mock.faults.add({ ...fault, path: '/api/v4/contacts/link' })
    const { results, job } = await save([phone, company])
    expect(results).toMatchObject([
      { outcome: 'changed', notSaved: [{ attribute: 'company', code }] },
    ])
    expect(ada()?.company_id).toBe(7)
    mock.faults.clear()
    // Another user links the company meanwhile: this link was not made by the job.
    mock.store.updateContact(mock.store.contact(5)!, { company_id: 9 }, 504_142) // was added above
    const { job: undo } = await jobClient.undo(job ?? '')
    expect(undo.counts).toMatchObject(fault.kind === 'cut' ? { conflict: 1 } : { changed: 1 })
    expect(ada()?.company_id).toBe(9)
  })

  it('lists in the table of failures what was not saved of a written row', async () => {
    const { save, mock, jobClient, write } = await open()
    mock.faults.add({ kind: 'status', status: 400, path: '/api/v4/contacts/link' })
    const linesOf = async (job: string | null) =>
      (await jobClient.ask('GET', `/${job}/failed.csv?bom=0`)).body.split('\r\n').slice(1, -1)
    const { job } = await save([phone, company])
    const [line, ...rest] = await linesOf(job)
    expect(line).toMatch(/^"1","5","Ada","changed","company","rejected",/)
    expect(line).toContain('""attribute"":""company""')
    expect(rest).toEqual([])
    const created = await write('POST', [{ changes: [setText('name', 'Eve'), company] }])
    expect(await linesOf(created.job)).toEqual([
      expect.stringMatching(/^"1","\d+","[^"]*","created","company","rejected",/),
    ])
    mock.faults.clear()
    expect(await linesOf((await save([phone])).job)).toEqual([])
    expect(await linesOf((await save([setText('name', 'A "notSaved":[{ B')])).job)).toEqual([])
  })

  it('reports a contact that was created without its company', async () => {
    const { write, mock } = await open()
    const changes = [setText('name', 'Eve'), company]
    const linked = await write('POST', [{ changes }])
    expect(linked.results).toMatchObject([{ outcome: 'created', notSaved: [] }])
    mock.faults.add({ kind: 'status', status: 400, path: '/api/v4/contacts/link' })
    const { results } = await write('POST', [{ changes }])
    expect(results).toMatchObject([
      { outcome: 'created', notSaved: [{ attribute: 'company', code: 'rejected' }] },
    ])
    const ids = [linked.results[0], results[0]].map((row) => (row && 'id' in row ? row.id : 0))
    expect(ids.map((id) => mock.store.contact(id)?.company_id)).toEqual([8, null])
  })
})

it('links and unlinks in one change, and undoes it', async () => {
  const { save, mock, calls, jobClient } = await open()
  for (const id of [45, 46]) addLead(mock, id)
  mock.store.linkTo('leads', 5, 45)
  const leads = { attribute: 'leads', add: leadsValue(46), remove: leadsValue(45) }
  const { job } = await save([leads])
  expect(calls()).toEqual([
    'GET /api/v4/contacts',
    'POST /api/v4/contacts/link',
    'POST /api/v4/contacts/unlink',
  ])
  const linked = () => mock.store.links.all(5).map(({ to_id: id }) => id)
  expect(linked()).toEqual([46])
  await jobClient.undo(job ?? '')
  expect(linked()).toEqual([45])
})

it('reads and plans again after a concurrent change, up to a limit', async () => {
  const { save, mock, ada, calls } = await open('legacy')
  mock.faults.add({ kind: 'concurrent-edit', set: { name: 'Theirs' }, times: 1 })
  expect((await save([phone])).results).toMatchObject([{ outcome: 'changed' }])
  expect(ada()).toMatchObject({ name: 'Theirs' })
  mock.faults.add({ kind: 'concurrent-edit', set: { name: 'Again' } })
  mock.received.clear()
  const { results } = await save([{ attribute: 'phones', add: pointsValue('+3') }])
  expect(results).toMatchObject([{ outcome: 'rejected', issues: [{ code: 'stale' }] }])
  expect(calls().filter((call) => call.startsWith('POST'))).toHaveLength(3)
})

it('reports a contact that occurs twice in a request', async () => {
  const { send, calls } = await open()
  const item = { id: 5, changes: [phone] }
  expect((await send('PATCH', [item, item])).json()).toMatchObject({
    code: 'invalid_input',
    fields: [{ name: 'items.1.id' }],
  })
  expect(calls()).toEqual([])
})
