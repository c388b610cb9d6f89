import { describe, expect, it } from 'vitest'
import type { FaultInput } from '#mock/faults.ts'
import { openJobClient } from '#testing/job-client.ts'
import { buildStack } from '#testing/stack.ts'
import { textValue } from '#testing/values.ts'

const uuid = (at: number) => `0a1b2c3d-0000-4000-a000-${String(at).padStart(12, '0')}`

/** Contacts 1 to 5; chats 1 to `count`: odd ones belong to Ada (1), even ones to no contact. */
function deskOver(count: number) {
  const stack = buildStack({ contacts: 0 })
  const { store } = stack.mock
  for (let id = 1; id <= 5; id++) store.addContact({ id, name: `Ada ${id}` })
  for (let index = 1; index <= count; index++)
    store.chats.add({
      chat_id: uuid(index),
      contact_id: index % 2 === 1 ? 1 : null,
      channel: 'telegram',
      is_foreign: 0,
    })
  const holder = (at: number) => store.chats.get(uuid(at))?.contact_id
  const move = (at: number, contact: number) => store.chats.link(uuid(at), contact)
  return { stack, mock: stack.mock, jobClient: openJobClient(stack), holder, move }
}
const rowsTo = (contact: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({ chat: uuid(index + 1), contact }))

describe('jobs of chats', () => {
  it('preview only what can be moved back, however many there are', async () => {
    const { jobClient } = deskOver(260)
    const { job } = await jobClient.run({ kind: 'chats', rows: rowsTo(2, 260) })
    const preview = await jobClient.preview(job.id)
    expect(preview).toMatchObject({ changed: 260, restored: 130, isCounted: false, hasNext: true })
    expect((await jobClient.undo(job.id)).job.counts).toMatchObject({ changed: 130, invalid: 130 })
  })

  it('link many to one contact, with a result for each', async () => {
    const { jobClient, holder } = deskOver(300)
    const rows = rowsTo(2, 300).map((row) => ({ ...row, name: 'Ada 2' }))
    const { job, rows: resultRows } = await jobClient.run({ kind: 'chats', rows })
    expect(job).toMatchObject({ kind: 'chats', counts: { changed: 300 } })
    expect(resultRows[0]).toMatchObject({ contactId: 2, name: 'Ada 2', chat: uuid(1) })
    expect([1, 2, 300].map(holder)).toEqual([2, 2, 2])
  })

  it('do not move a chat whose contact could not be read, and move the others', async () => {
    const { mock, jobClient, holder } = deskOver(5)
    const at = '/_embedded/chats/1/contact_id'
    mock.faults.add({ kind: 'odd-value', path: '/api/v4/contacts/chats', at, value: 'x' })
    const rows = [1, 3, 5].map((index) => ({ chat: uuid(index), contact: 2 }))
    const { job, rows: results } = await jobClient.run({ kind: 'chats', rows })
    expect(job).toMatchObject({ state: 'done', counts: { changed: 2, invalid: 1 } })
    expect(results[1]?.result).toMatchObject({ issues: [{ code: 'unreadable_at_source' }] })
    expect([1, 3, 5].map(holder)).toEqual([2, 1, 2])
  })

  it('do not change links that exist already or were moved by others since', async () => {
    const { jobClient, holder, move } = deskOver(4)
    move(3, 4)
    const { job, rows } = await jobClient.run({
      kind: 'chats',
      rows: [
        { chat: uuid(1), contact: 1 },
        { chat: uuid(2), contact: 2, from: null },
        { chat: uuid(3), contact: 2, from: 1 },
        { chat: uuid(99), contact: 2 },
      ],
    })
    expect(rows.map(({ result }) => result.outcome)).toEqual([
      'unchanged',
      'changed',
      'conflict',
      'rejected',
    ])
    expect(rows[2]?.result).toMatchObject({
      conflicts: [{ attribute: 'chat', before: 1, mine: 2, theirs: 4 }],
    })
    expect(holder(3)).toBe(4)
    // A retry with the user's contact is compared with the conflict that was shown.
    move(3, 5)
    const again = await jobClient.retry(job.id, { outcomes: ['conflict'], overwrite: true })
    expect(again.rows[0]?.result).toMatchObject({ conflicts: [{ before: 4, theirs: 5 }] })
    const third = await jobClient.retry(again.job.id, { outcomes: ['conflict'], overwrite: true })
    expect(third.rows[0]?.result.outcome).toBe('changed')
    expect(holder(3)).toBe(2)
  })

  it('move back on undo, except first links and chats that moved since', async () => {
    const { jobClient, holder, move } = deskOver(5)
    const { job } = await jobClient.run({ kind: 'chats', rows: rowsTo(2, 5) })
    move(3, 4)
    const preview = await jobClient.preview(job.id)
    expect(preview.items.map(({ would }) => would)).toEqual([
      'restore',
      'cannot',
      'changedSince',
      'cannot',
      'restore',
    ])
    expect(preview.items[0]?.attributes).toEqual([{ attribute: 'chat', now: 2, restored: 1 }])
    expect(preview).toMatchObject({ changed: 5, restored: 2, isCounted: true })
    expect(preview.items[1]?.issues).toMatchObject([{ code: 'first_link' }])
    expect(preview.contacts).toContainEqual({ id: 1, name: 'Ada 1' })
    const undo = await jobClient.undo(job.id)
    expect(undo.job.counts).toMatchObject({ changed: 2, conflict: 1, invalid: 2 })
    expect(undo.rows[1]?.result).toMatchObject({
      issues: [{ attribute: 'chat', code: 'first_link' }],
    })
    expect([1, 2, 3, 4, 5].map(holder)).toEqual([1, 2, 4, 2, 1])
    // An undo is a job, so it can be undone, too.
    const redo = await jobClient.undo(undo.job.id)
    expect(redo.job.counts).toMatchObject({ changed: 2 })
    expect(redo.rows[0]).toMatchObject({ chat: uuid(1) })
    expect(holder(1)).toBe(2)
  })

  const once = { times: 1 } as const
  const troubles: FaultInput[] = [
    { kind: 'status', status: 500, ...once },
    { kind: 'status', status: 504, ...once },
    { kind: 'status', status: 429, times: 4 },
    { kind: 'cut', ...once },
    { kind: 'cut-after', ...once },
    { kind: 'malformed', ...once },
  ]
  it.each(troubles)('link each chat exactly once through %o', async (fault) => {
    const { mock, jobClient, holder } = deskOver(60)
    mock.faults.add({ ...fault, method: 'POST', path: '/api/v4/contacts/chats' })
    const { job } = await jobClient.run({ kind: 'chats', rows: rowsTo(3, 60) })
    expect(job.counts).toMatchObject({ changed: 60 })
    expect([1, 2, 60].map(holder)).toEqual([3, 3, 3])
    const undo = await jobClient.undo(job.id)
    expect(undo.job.counts).toMatchObject({ changed: 30, invalid: 30 })
    expect(holder(1)).toBe(1)
  })

  it('report every invalid line, and are rejected if the source has no chats', async () => {
    const { stack, jobClient } = deskOver(1)
    const rows = [
      { chat: uuid(1), contact: 1 },
      { chat: 'invalid_response', contact: 1 },
      { chat: uuid(1).toUpperCase(), contact: 2 },
    ]
    const answer = await jobClient.ask('POST', '', { key: 'of-a-test', kind: 'chats', rows })
    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toMatchObject({
      fields: [
        { name: 'chat', line: 2 },
        { name: 'chat', line: 3, message: 'the chat is already in line 1' },
      ],
    })
    const legacy = openJobClient(stack, 'legacy')
    expect(
      (await legacy.ask('POST', '', { key: 'of-a-test', kind: 'chats', rows: rows.slice(0, 1) }))
        .statusCode,
    ).toBe(400)
  })

  it('accept rows in parts, and detect a chat of an earlier part', async () => {
    const { jobClient, holder } = deskOver(4)
    const { id } = await jobClient.create({ kind: 'chats', draft: true })
    const [a, b, c] = rowsTo(2, 3)
    expect((await jobClient.ask('PUT', `/${id}/parts/1`, { rows: [a, b] })).statusCode).toBe(200)
    expect((await jobClient.ask('PUT', `/${id}/parts/2`, { rows: [a] })).statusCode).toBe(400)
    expect((await jobClient.ask('PUT', `/${id}/parts/2`, { rows: [c] })).statusCode).toBe(200)
    await jobClient.ask('POST', `/${id}/start`, { rows: 3 })
    expect((await jobClient.waitForEnd(id)).counts.changed).toBe(3)
    expect(holder(3)).toBe(2)
  })
})

describe('jobs of a status', () => {
  async function bots(count: number) {
    const stack = buildStack({ contacts: 0 })
    const call = { priority: 'person' } as const
    const ids = []
    for (let index = 1; index <= count; index++) {
      const identity = { bot: 1, messenger: 'viber' as const, id: `v${index}` }
      const bot = { values: { name: textValue(`Bot ${index}`) }, tags: [], identity }
      const [made] = (await stack.sources.bots.writer?.createContacts([bot], call)) ?? []
      ids.push(made && 'id' in made ? made.id : 0)
    }
    const statusOf = (id = 0) => stack.mock.store.botContacts.get(id)?.ysell_status
    return { ...stack, jobClient: openJobClient(stack, 'bots'), ids, statusOf }
  }

  it('set it for many contacts, again after a lost response, and cannot be undone', async () => {
    const { mock, jobClient, ids, statusOf } = await bots(3)
    mock.faults.add({ kind: 'cut-after', path: '/api/v1/setYsellStatus', times: 1 })
    const { job } = await jobClient.run({ kind: 'status', ids, status: 'paid' })
    expect(job.counts).toMatchObject({ changed: 3 })
    expect(ids.map(statusOf)).toEqual(['paid', 'paid', 'paid'])
    const undo = await jobClient.ask('POST', `/${job.id}/undo`, { key: 'of-a-test' })
    expect(undo.json()).toMatchObject({ code: 'invalid_input' })
  })

  it('reject unknown contacts, and a text that is too long', async () => {
    const { jobClient, ids, statusOf } = await bots(2)
    const [first = 0] = ids
    const rows = [
      { id: first, status: 'new' },
      { id: 999, status: 'new' },
    ]
    const { rows: resultRows } = await jobClient.run({ kind: 'status', rows })
    expect(resultRows.map(({ result }) => result.outcome)).toEqual(['changed', 'rejected'])
    expect(statusOf(first)).toBe('new')
    const long = { key: 'of-a-test', kind: 'status', ids: [first], status: 'x'.repeat(65) }
    expect((await jobClient.ask('POST', '', long)).statusCode).toBe(400)
  })
})
