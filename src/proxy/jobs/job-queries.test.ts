import { afterEach, describe, expect, it } from 'vitest'
import type { WhereTerm } from '#contract/api/where.ts'
import { requirePart, type SourceMirror } from '#proxy/sources/source.ts'
import { openJobClient } from '#testing/job-client.ts'
import { buildStack } from '#testing/stack.ts'
import { setText, tagsValue } from '#testing/values.ts'

const [mine, other] = [504_141, 504_142] // users of the account
const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

/** Contacts 1 to 4 with a phone and a tag; `mine` is responsible for them. */
function build(options: Parameters<typeof buildStack>[0] = {}) {
  const stack = buildStack({ contacts: 0, ...options })
  const { mock, proxy } = stack
  for (let id = 1; id <= 4; id++)
    mock.store.addContact({
      id,
      name: `Ada ${id}`,
      phones: [`+7999000${id}`],
      tags: ['old'],
      responsible_user_id: mine,
    })
  closing.push(async () => {
    await proxy.close()
    await mock.app.close()
  })
  const contact = (id: number) => {
    const found = mock.store.contact(id)
    if (!found) throw new Error(`no contact ${id}`)
    return found
  }
  return {
    ...stack,
    contact,
    tags: (id: number) => contact(id).tags.map(({ name }) => name),
    /** As a colleague does. */
    reassign: (id: number) =>
      mock.store.updateContact(contact(id), { responsible_user_id: other }, other),
  }
}

const copyOf = ({ sources }: ReturnType<typeof build>): SourceMirror =>
  requirePart(sources.main.mirror, 'a copy')

async function complete(stack: ReturnType<typeof build>): Promise<void> {
  copyOf(stack).begin()
  await expect.poll(() => copyOf(stack).isComplete(), { timeout: 20_000 }).toBe(true)
}

const ids = [1, 2, 3, 4]
const edit = { kind: 'edit', ids, changes: [{ attribute: 'tags', add: tagsValue('new') }] }
const outcomes = (rows: { result: { outcome: string } }[]) =>
  rows.map(({ result }) => result.outcome)
const where = (...terms: WhereTerm[]) => ({ where: JSON.stringify(terms) })

describe('a job of everything that matches in a copy', () => {
  it.each<[string, Record<string, string>]>([
    ['a condition', where({ key: 'responsible', op: 'in', values: [String(mine)] })],
    ['a search', { search: 'Ada' }],
  ])('skips contacts that do not match any more: %s', async (_name, query) => {
    const stack = build({ mirror: true })
    await complete(stack)
    // The copy does not know it yet.
    stack.mock.store.updateContact(
      stack.contact(2),
      { name: 'Grace', responsible_user_id: other },
      other,
    )
    const { job, rows } = await openJobClient(stack).run({ ...edit, query })
    expect(job).toMatchObject({
      selection: 'query',
      total: 4,
      counts: { changed: 3, skipped: 1, pending: 0 },
    })
    expect(rows[1]?.result).toEqual({ outcome: 'skipped', id: 2 })
    expect(stack.tags(2)).toEqual(['old'])
    expect(stack.tags(3)).toEqual(['old', 'new'])
  })

  it('skips what a colleague takes out while it runs', async () => {
    let isTaken = false
    const stack = build({
      mirror: true,
      jobSettings: { chunk: 1, parallel: 1 },
      relay: (send) => async (request) => {
        const answer = await send(request)
        if (request.method === 'PATCH' && !isTaken) {
          isTaken = true
          stack.reassign(3)
        }
        return answer
      },
    })
    await complete(stack)
    const { rows } = await openJobClient(stack).run({
      ...edit,
      query: { responsible: String(mine) },
    })
    expect(outcomes(rows)).toEqual(['changed', 'changed', 'skipped', 'changed'])
    expect(stack.tags(3)).toEqual(['old'])
  })

  it('is not stopped by what it writes itself, and its retry and undo know what was meant', async () => {
    const stack = build({ mirror: true })
    await complete(stack)
    const client = openJobClient(stack)
    const query = { responsible: String(mine) }
    stack.mock.faults.add({ kind: 'row-error', row: 3, times: 1 })
    const changes = [{ attribute: 'responsible', set: { kind: 'user', id: other, name: null } }]
    const first = await client.run({ kind: 'edit', ids, changes, query })
    expect(outcomes(first.rows)).toEqual(['changed', 'changed', 'changed', 'rejected'])
    stack.reassign(4)
    const retry = await client.retry(first.job.id)
    expect(retry.job.selection).toBe('query')
    expect(outcomes(retry.rows)).toEqual(['skipped'])
    const undo = await client.undo(first.job.id)
    expect(undo.job.selection).toBe('ids')
    expect(undo.job.counts).toMatchObject({ changed: 3, skipped: 0 })
    expect(ids.map((id) => stack.contact(id).responsible_user_id)).toEqual([
      mine,
      mine,
      mine,
      other,
    ])
    expect((await client.ask('GET', `/${retry.job.id}/failed.csv`)).body).toContain(
      '"skipped","","skipped","the contact does not match the filters of the job any more"',
    )
  })

  it('says that nothing could compare contacts once the copy is gone', async () => {
    const stack = build({ mirror: true })
    await complete(stack)
    const client = openJobClient(stack)
    const query = where({ key: 'phones', op: 'filled' })
    const { kind, changes } = edit
    const draft = await client.create({ kind, changes, draft: true, query })
    await client.ask('PUT', `/${draft.id}/parts/1`, { ids })
    await copyOf(stack).erase()
    await client.ask('POST', `/${draft.id}/start`, { rows: 4 })
    const job = await client.waitForEnd(draft.id)
    expect(job).toMatchObject({ selection: 'unchecked', counts: { changed: 4, skipped: 0 } })
  })
})

describe('a job of everything that matches at a source without a copy', () => {
  it.each(['main', 'legacy'])('asks the source itself: %s', async (source) => {
    const stack = build()
    stack.reassign(2)
    const { job, rows } = await openJobClient(stack, source).run({
      ...edit,
      query: { responsible: String(mine) },
    })
    expect(job.selection).toBe('query')
    expect(outcomes(rows)).toEqual(['changed', 'skipped', 'changed', 'changed'])
  })

  it('says that an account which ignores filters could not tell', async () => {
    const stack = build()
    stack.reassign(2)
    stack.mock.faults.add({ kind: 'ignore-filter', method: 'GET' })
    const query = { responsible: String(mine) }
    const { job } = await openJobClient(stack).run({ ...edit, query })
    expect(job).toMatchObject({ selection: 'unchecked', counts: { changed: 4 } })
  })

  it('compares a contact again that was changed before it was written', async () => {
    const stack = build()
    stack.mock.faults.add({
      kind: 'concurrent-edit',
      set: { responsible_user_id: other },
      times: 1,
    })
    const changes = [setText('firstName', 'Mine')]
    const { rows } = await openJobClient(stack, 'legacy').run({
      kind: 'edit',
      ids: [1],
      changes,
      query: { responsible: String(mine) },
    })
    expect(outcomes(rows)).toEqual(['skipped'])
    expect(rows[0]?.result).toEqual({ outcome: 'skipped', id: 1 })
  })
})
