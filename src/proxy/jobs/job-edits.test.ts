import { describe, expect, it } from 'vitest'
import { addLead } from '#mock/mock-fixtures.ts'
import type { FaultInput } from '#mock/faults.ts'
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

const position = 4396817 // a text field of the account

/** Contacts 1 to `count`, named Ada, each with a phone and a tag. */
function deskOver(count: number, source = 'main') {
  const stack = buildStack({ contacts: 0 })
  for (let id = 1; id <= count; id++)
    stack.mock.store.addContact({
      id,
      name: `Ada ${id}`,
      phones: [`+7999000${id}`],
      tags: ['old'],
    })
  stack.mock.received.clear()
  const sent = () => stack.mock.received.all().filter(({ method }) => method !== 'GET')
  const contact = (id: number) => {
    const found = stack.mock.store.contact(id)
    if (!found) throw new Error(`no contact ${id}`)
    return found
  }
  const phones = (id: number) =>
    contact(id)
      .custom_fields_values?.find((field) => field.field_code === 'PHONE')
      ?.values.map(({ value }) => value)
  const tags = (id: number) => contact(id).tags.map(({ name }) => name)
  return {
    stack,
    mock: stack.mock,
    jobClient: openJobClient(stack, source),
    sent,
    contact,
    phones,
    tags,
  }
}
const ids = (count: number) => Array.from({ length: count }, (_, index) => index + 1)
const other = 504_142 // another user of the account

describe.each(['main', 'legacy'])('edits at %s', (source) => {
  it('changes the named attributes, adds to and removes from lists, and nothing else', async () => {
    const { jobClient, contact, phones, tags } = deskOver(60, source)
    const changes = [
      { attribute: 'phones', add: pointsValue('+70001112233') },
      { attribute: 'tags', add: tagsValue('new'), remove: tagsValue('gone') },
    ]
    const { job, rows } = await jobClient.run({ kind: 'edit', ids: ids(60), changes })
    expect(job.counts).toMatchObject({ changed: 60 })
    expect(rows[0]?.result).toMatchObject({
      outcome: 'changed',
      id: 1,
      attributes: ['phones', 'tags'],
    })
    for (const id of [1, 60]) {
      expect(phones(id)).toEqual([`+7999000${id}`, '+70001112233'])
      expect(tags(id).toSorted()).toEqual(['new', 'old'])
      expect(contact(id).name).toBe(`Ada ${id}`)
    }
  })

  it('sends nothing if all values are as requested', async () => {
    const { jobClient, sent } = deskOver(3, source)
    const { job } = await jobClient.run({
      kind: 'edit',
      ids: ids(3),
      changes: [{ attribute: 'tags', add: tagsValue('old') }],
    })
    expect(job.counts).toMatchObject({ unchanged: 3 })
    expect(sent()).toEqual([])
  })

  it('reports a conflict on the same value, and merges changes of other values', async () => {
    const { mock, jobClient, contact, phones, tags } = deskOver(2, source)
    mock.store.updateContact(contact(1), { name: 'Theirs' }, other)
    const theirs = { name: 'new', tagsToAdd: [{ name: 'theirs' }] }
    mock.store.updateContact(contact(2), { tagsToAdd: theirs.tagsToAdd }, other)
    const rows = [
      {
        id: 1,
        changes: [setText('name', 'Mine'), { attribute: 'tags', add: tagsValue('x') }],
        before: { name: textValue('Ada 1') },
      },
      {
        id: 2,
        changes: [setText('name', 'Mine'), { attribute: 'tags', set: tagsValue('old', 'mine') }],
        before: { name: textValue('Ada 2'), tags: tagsValue('old') },
      },
    ]
    const { job, rows: resultRows } = await jobClient.run({ kind: 'edit', rows })
    expect(resultRows[0]?.result).toMatchObject({
      outcome: 'conflict',
      conflicts: [
        {
          attribute: 'name',
          before: textValue('Ada 1'),
          mine: textValue('Mine'),
          theirs: textValue('Theirs'),
        },
      ],
    })
    expect(contact(1)).toMatchObject({ name: 'Theirs' })
    expect(tags(1)).toEqual(['old'])
    expect(resultRows[1]?.result).toMatchObject({ outcome: 'changed', merged: ['tags'] })
    expect(contact(2).name).toBe('Mine')
    expect(tags(2).toSorted()).toEqual(['mine', 'old', 'theirs'])
    expect(phones(2)).toEqual(['+79990002'])

    // A retry with the user's values is compared with the conflict shown, not written
    // unconditionally.
    const { rows: again } = await jobClient.retry(job.id, {
      outcomes: ['conflict'],
      overwrite: true,
    })
    expect(again[0]?.result.outcome).toBe('changed')
    expect(contact(1).name).toBe('Mine')
    expect(tags(1).toSorted()).toEqual(['old', 'x'])
  })

  const once = { times: 1 } as const
  const troubles: FaultInput[] = [
    { kind: 'status', status: 500, ...once },
    { kind: 'status', status: 504, ...once },
    { kind: 'status', status: 429, times: 8 },
    { kind: 'status', status: 402, ...once },
    { kind: 'cut', ...once },
    { kind: 'cut-after', ...once },
    { kind: 'malformed', ...once },
  ]
  it.each(troubles)('changes each contact exactly once through %o', async (fault) => {
    const { mock, jobClient, contact, phones } = deskOver(60, source)
    mock.faults.add({ ...fault, method: source === 'main' ? 'PATCH' : 'POST' })
    const changes = [
      { attribute: 'phones', add: pointsValue('+70001112233') },
      setText('lastName', 'L'),
    ]
    const { job } = await jobClient.run({ kind: 'edit', ids: ids(60), changes })
    expect(job.counts).toMatchObject({ changed: 60 })
    for (const id of ids(60)) {
      expect(phones(id)).toEqual([`+7999000${id}`, '+70001112233'])
      expect(contact(id).last_name).toBe('L')
    }
  })

  it('undoes its changes, shows what changed since, and overwrites none of it', async () => {
    const { mock, jobClient, contact, phones, tags } = deskOver(3, source)
    const changes = [
      setText(`field:${position}`, 'Boss'),
      { attribute: 'tags', add: tagsValue('new'), remove: tagsValue('old') },
      { attribute: 'phones', clear: true },
    ]
    const { job } = await jobClient.run({ kind: 'edit', ids: ids(3), changes })
    expect(job.counts.changed).toBe(3)
    expect(phones(1)).toBeUndefined()
    const edit = { field: mock.store.directory.field(position), values: [{ value: 'Theirs' }] }
    if (!edit.field) throw new Error('no such field')
    mock.store.updateContact(contact(2), { fields: [{ ...edit, field: edit.field }] }, other)

    const preview = await jobClient.preview(job.id)
    expect(preview).toMatchObject({ changed: 3, created: 0 })
    expect(preview.items.map(({ would }) => would)).toEqual(['restore', 'changedSince', 'restore'])
    expect(preview.items[0]?.attributes).toContainEqual({
      attribute: 'tags',
      now: expect.objectContaining({ items: [expect.objectContaining({ name: 'new' })] }),
      restored: expect.objectContaining({ items: [expect.objectContaining({ name: 'old' })] }),
    })
    const { job: undo, rows } = await jobClient.undo(job.id)
    expect(undo).toMatchObject({
      kind: 'undo',
      undoOf: job.id,
      counts: { changed: 2, conflict: 1 },
    })
    expect(rows[1]?.result).toMatchObject({ outcome: 'conflict' })
    expect(phones(1)).toEqual(['+79990001'])
    expect(tags(1)).toEqual(['old'])
    expect(contact(1).custom_fields_values?.some(({ field_id: id }) => id === position)).toBe(false)
    expect(phones(2)).toBeUndefined()
    // An undo is a job, so it can be undone, too.
    const { job: redo } = await jobClient.undo(undo.id)
    expect(redo.counts.changed).toBe(2)
    expect(tags(1)).toEqual(['new'])
  })

  it('links, unlinks, moves to another company and undoes it all', async () => {
    const { mock, jobClient, contact } = deskOver(60, source)
    addLead(mock, 45)
    const company = (id: number) =>
      mock.store.companies.save({ id, name: `Company ${id}`, ...companyParts })
    company(7)
    company(8)
    mock.store.updateContact(contact(2), { company_id: 7 }, other)
    mock.store.linkTo('leads', 3, 45)
    const changes = [
      { attribute: 'leads', add: leadsValue(45) },
      { attribute: 'company', set: companyValue(8) },
    ]
    const { job } = await jobClient.run({ kind: 'link', ids: ids(60), changes })
    expect(job.counts).toMatchObject({ changed: 60 })
    expect(mock.store.links.all(3)).toHaveLength(1)
    expect(contact(2).company_id).toBe(8)
    const { job: undo } = await jobClient.undo(job.id)
    expect(undo.counts).toMatchObject({ changed: 60 })
    expect(mock.store.links.all(1)).toEqual([])
    expect(mock.store.links.all(3)).toHaveLength(1)
    expect(contact(2).company_id).toBe(7)
    expect(contact(1).company_id).toBeNull()
  })

  it.each(['cut-after', 'cut'] as const)('links once through %s', async (kind) => {
    const { mock, jobClient } = deskOver(60, source)
    addLead(mock, 45)
    mock.faults.add({ kind, method: 'POST', times: 1 })
    const changes = [{ attribute: 'leads', add: leadsValue(45) }]
    const { job } = await jobClient.run({ kind: 'link', ids: ids(60), changes })
    expect(job.counts).toMatchObject({ changed: 60 })
    for (const id of ids(60)) expect(mock.store.links.all(id)).toHaveLength(1)
  })
})

it('undoes what was written and not what was rejected', async () => {
  const { mock, jobClient } = deskOver(3)
  mock.faults.add({ kind: 'row-error', row: 1, times: 1 })
  const changes = [setText('name', 'New')]
  const { job } = await jobClient.run({ kind: 'edit', ids: ids(3), changes })
  expect(job.counts).toMatchObject({ changed: 2, rejected: 1 })
  const preview = await jobClient.preview(job.id)
  expect(preview).toMatchObject({ changed: 2, items: [{ line: 1 }, { line: 3 }] })
  const { job: undo } = await jobClient.undo(job.id)
  expect(undo).toMatchObject({ total: 2, counts: { changed: 2 } })
})

it('reads every contact if the account ignores filters', async () => {
  const { mock, jobClient } = deskOver(20)
  mock.faults.add({ kind: 'ignore-filter' })
  const changes = [setText('name', 'New')]
  const { job } = await jobClient.run({ kind: 'edit', ids: [20, 19, 1], changes })
  expect(job.counts).toMatchObject({ changed: 3 })
})

it('retries at v2 after a concurrent change', async () => {
  const { mock, jobClient, contact } = deskOver(2, 'legacy')
  mock.faults.add({ kind: 'concurrent-edit', set: { name: 'Theirs' }, times: 1 })
  const rows = ids(2).map((id) => ({
    id,
    changes: [setText('name', 'Mine')],
    before: { name: textValue(`Ada ${id}`) },
  }))
  const { job } = await jobClient.run({ kind: 'edit', rows })
  expect(job.counts).toMatchObject({ conflict: 2 })
  expect(contact(1).name).toBe('Theirs')
})

it('tags created contacts, because contacts cannot be deleted', async () => {
  const { jobClient, tags } = deskOver(0)
  const { job, rows } = await jobClient.run({
    kind: 'create',
    rows: ['Ada', 'Bob'].map((name) => ({ changes: [setText('name', name)] })),
  })
  const preview = await jobClient.preview(job.id)
  expect(preview).toMatchObject({ changed: 0, created: 2, items: [{ would: 'tag' }, {}] })
  expect(preview.items[0]?.message).toMatch(/cannot delete contacts/)
  const { job: undo } = await jobClient.undo(job.id, { tag: preview.suggestedTag })
  expect(undo.counts).toMatchObject({ changed: 2 })
  expect(tags(rows[0]?.contactId ?? 0)).toEqual([preview.suggestedTag])
})

it('edits contacts of bots one by one', async () => {
  const { stack, jobClient } = deskOver(0, 'bots')
  const identity = { bot: 1, messenger: 'viber' as const, id: 'v1' }
  const call = { priority: 'person' } as const
  const known = { values: { name: textValue('Known') }, tags: [], identity }
  const [made] = (await stack.sources.bots.writer?.createContacts([known], call)) ?? []
  const id = made && 'id' in made ? made.id : 0
  const changes = [setText('name', 'New'), { attribute: 'tags', add: tagsValue('vip') }]
  const { job } = await jobClient.run({ kind: 'edit', ids: [id], changes })
  expect(job.counts).toMatchObject({ changed: 1 })
  expect(stack.mock.store.botContacts.get(id)).toMatchObject({ name: 'New', tags: ['vip'] })
  const { job: undo } = await jobClient.undo(job.id)
  expect(undo.counts).toMatchObject({ changed: 1 })
  expect(stack.mock.store.botContacts.get(id)).toMatchObject({ name: 'Known', tags: [] })
})
