import { describe, expect, it } from 'vitest'
import { writeAnswer } from '#contract/api/writes.ts'
import { purgeJobs } from '#proxy/jobs/store/job-retention.ts'
import { openJobClient } from '#testing/job-client.ts'
import { buildStack } from '#testing/stack.ts'
import { pointsValue, setText } from '#testing/values.ts'

const ada = { changes: [setText('name', 'Ada'), { attribute: 'phones', add: pointsValue('+441') }] }
const key = 'pressed-once'

function open(source = 'main', options: Parameters<typeof buildStack>[0] = {}) {
  const stack = buildStack({ contacts: 0, ...options })
  const send = (items: object[]) =>
    stack.proxy.inject({
      method: 'POST',
      url: `/api/sources/${source}/contacts`,
      headers: { origin: 'http://localhost:80' },
      payload: { items },
    })
  const create = async (...items: object[]) => writeAnswer.parse((await send(items)).json())
  const posts = () => stack.mock.received.all().filter(({ method }) => method === 'POST')
  return { ...stack, send, create, posts, count: () => stack.mock.store.countContacts() }
}

/** Makes every look-up of created contacts fail. */
const unreadable = { kind: 'status', status: 402, method: 'GET', path: '/api/v4/contacts' } as const

describe.each(['main', 'legacy'])('a create with a key at %s', (source) => {
  it('creates one contact however often it is sent, consecutively or concurrently', async () => {
    const { create, count, posts } = open(source)
    const first = await create({ ...ada, key })
    const again = await create({ ...ada, key })
    expect(first.results).toMatchObject([{ outcome: 'created' }])
    expect(again).toEqual({ results: first.results, job: null })
    const other = { ...ada, key: 'pressed-twice' }
    const both = await Promise.all([create(other), create(other), create(other)])
    expect(new Set(both.map(({ results }) => JSON.stringify(results))).size).toBe(1)
    expect(count()).toBe(2)
    expect(posts()).toHaveLength(2)
  })

  it('is looked up after a lost response, and sent again only if it is certainly absent', async () => {
    const { create, count, mock } = open(source)
    mock.faults.add({ kind: 'cut-after', method: 'POST', times: 1 })
    expect((await create({ ...ada, key })).results).toMatchObject([{ outcome: 'created' }])
    expect(count()).toBe(1)

    const eve = { changes: [setText('name', 'Eve')], key: 'never-arrived' }
    mock.faults.add({ kind: 'cut', method: 'POST', times: 1 })
    expect((await create(eve)).results).toMatchObject([{ outcome: 'unknown' }])
    expect(count()).toBe(1)
    expect((await create(eve)).results).toMatchObject([{ outcome: 'created' }])
    expect(count()).toBe(2)
  })

  it('creates two contacts with two keys, and without a key', async () => {
    const { create, count } = open(source)
    await create({ ...ada, key: 'in-one-tab' })
    await create({ ...ada, key: 'in-another' })
    await create(ada)
    await create(ada)
    expect(count()).toBe(4)
  })
})

it('looks up a create after a failed look-up, before it sends it again', async () => {
  const { create, count, mock, posts } = open()
  mock.faults.add({ kind: 'cut-after', method: 'POST', times: 1 })
  const lost = create({ ...ada, key })
  await expect.poll(count, { interval: 1 }).toBe(1)
  mock.faults.add(unreadable)
  // Nothing is sent twice, whether or not the look-up was in time.
  expect(['created', 'unknown']).toContain((await lost).results[0]?.outcome)
  mock.faults.clear()
  expect((await create({ ...ada, key })).results).toMatchObject([{ outcome: 'created' }])
  expect(count()).toBe(1)
  expect(posts()).toHaveLength(1)
})

it('remains unknown if a similar contact was changed since', async () => {
  const { create, count, mock } = open()
  mock.faults.add({ kind: 'cut-after', method: 'POST', times: 1 })
  const { store } = mock
  const add = store.createContact.bind(store)
  store.createContact = (edit, by) =>
    store.updateContact(add(edit, by), { name: 'Ada Lovelace' }, by)
  for (let times = 0; times < 2; times++)
    expect((await create({ ...ada, key })).results).toMatchObject([
      { outcome: 'unknown', resembles: expect.any(Number) },
    ])
  expect(count()).toBe(1)
})

it('does not take another contact of the same name for one that was not sent', async () => {
  const { create, mock, count, sources } = open()
  mock.faults.add({ kind: 'cut', method: 'POST', times: 1 })
  const lookup = sources.main.writer?.creationLookup
  if (!lookup) throw new Error('it can be looked for')
  const { createdSince } = lookup
  lookup.createdSince = (...args) => {
    if (count() === 0) mock.store.createContact({ name: 'Ada' }, 0)
    return createdSince(...args)
  }
  for (let times = 0; times < 2; times++)
    expect((await create({ ...ada, key })).results).toMatchObject([
      { outcome: 'unknown', resembles: expect.any(Number) },
    ])
  expect(count()).toBe(1)
})

it('rejects the key of another contact, and accepts it again if nothing was created', async () => {
  const { create, send, count } = open()
  await create({ ...ada, key })
  const other = { changes: [setText('name', 'Eve')] }
  const answer = await send([
    { ...other, key: 'of-its-own' },
    { ...other, key },
  ])
  expect(answer.statusCode).toBe(400)
  expect(answer.json()).toMatchObject({ code: 'invalid_input', fields: [{ name: 'items.1.key' }] })
  expect(count()).toBe(1)

  const wrong = { changes: [setText('name', 'x'.repeat(300))] }
  const again = { key: 'of-a-correction' }
  expect((await create({ ...wrong, ...again })).results).toMatchObject([{ outcome: 'invalid' }])
  expect((await create({ ...other, ...again })).results).toMatchObject([{ outcome: 'created' }])
})

it('returns results in order for a mixture of known and new keys', async () => {
  const { create, count } = open()
  const eve = { changes: [setText('name', 'Eve')] }
  const [known] = (await create({ ...ada, key })).results
  const { results, job } = await create(eve, { ...ada, key }, { ...ada, key }, eve)
  expect(results.slice(1, 3)).toEqual([known, known])
  expect(results.map(({ outcome }) => outcome)).toEqual(Array(4).fill('created'))
  expect(job).not.toBeNull()
  expect(count()).toBe(3)
})

it('creates a bot contact once, although it cannot be looked up', async () => {
  const { create, mock } = open('bots')
  const identity = { bot: 1, messenger: 'telegram', id: '55' }
  const contact = { changes: [setText('name', 'Ada')], identity, key }
  mock.faults.add({ kind: 'cut-after', method: 'POST', times: 1 })
  expect((await create(contact)).results).toMatchObject([{ outcome: 'unknown' }])
  expect(['created', 'changed']).toContain((await create(contact)).results[0]?.outcome)
  expect(mock.store.botContacts.count({ bots: [1], offset: 0, limit: 9 })).toBe(1)
})

it('creates no second contact if it is sent again with other values after a lost response', async () => {
  const { create, send, mock } = open('bots')
  const people = () => mock.store.botContacts.count({ bots: [1], offset: 0, limit: 9 })
  const identity = { bot: 1, messenger: 'telegram', id: '55' }
  const contact = { changes: [setText('name', 'Ada')], identity, key }
  mock.faults.add({ kind: 'cut-after', method: 'POST', times: 1 })
  expect((await create(contact)).results).toMatchObject([{ outcome: 'unknown' }])
  for (const other of [
    { ...identity, id: '56' },
    { ...identity, bot: 2 },
  ]) {
    const answer = await send([{ ...contact, identity: other }])
    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toMatchObject({ fields: [{ name: 'items.0.key' }] })
  }
  expect(people()).toBe(1)
  // With the same content as before it is still the same create.
  expect(['created', 'changed']).toContain((await create(contact)).results[0]?.outcome)
  expect(people()).toBe(1)
})

it('is stored for 15 days, however short the retention of jobs is', async () => {
  const { create, count, store, jobs, proxy } = open()
  const day = 86_400_000
  const age = (days: number) =>
    store.db
      .updateTable('jobs')
      .set(({ eb }) => ({ ended_at: eb('ended_at', '-', days * day) }))
      .execute()
  const first = await create({ ...ada, key })
  const jobClient = openJobClient({ proxy })
  const { job } = await jobClient.run({ kind: 'create', rows: [ada] })
  await age(14)
  await purgeJobs(store, day)
  expect((await jobClient.ask('GET', `/${job.id}`)).statusCode).toBe(404)
  expect((await create({ ...ada, key })).results).toEqual(first.results)
  await age(2)
  await purgeJobs(store, day)
  expect((await create({ ...ada, key })).results).not.toEqual(first.results)
  expect(count()).toBe(3)
  await jobs.close()
})

it('waits for a create in progress in another process, and sends what that did not send', async () => {
  const { create, count, store, posts } = open('main', { jobSettings: { lease: 60_000 } })
  // The state that a process leaves if it dies before sending.
  await create({ ...ada, key })
  const [row] = await store.db.selectFrom('job_rows').selectAll().execute()
  await store.db
    .updateTable('job_rows')
    .set({ outcome: 'pending', result: null, contact_id: null, chunk: null })
    .execute()
  await store.db
    .updateTable('jobs')
    .set({ state: 'inline', created: 0, ended_at: null, inline_until: 0 })
    .execute()
  const { results } = await create({ ...ada, key })
  expect(results).toMatchObject([{ outcome: 'created' }])
  expect(results[0]).not.toMatchObject({ id: row?.contact_id })
  expect(count()).toBe(2)
  expect(posts()).toHaveLength(2)
})
