import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { UndoRow } from '#contract/api/job-undo.ts'
import type { RowOutcome } from '#contract/api/row-results.ts'
import { addLead } from '#mock/mock-fixtures.ts'
import { companyParts } from '#testing/entity-parts.ts'
import { openJobClient } from '#testing/job-client.ts'
import { runs, timeLimit } from '#testing/soak.ts'
import { buildStack } from '#testing/stack.ts'

const expectedOutcome: Record<UndoRow['would'], RowOutcome> = {
  restore: 'changed',
  changedSince: 'conflict',
  nothing: 'unchanged',
  tag: 'changed',
  cannot: 'invalid',
}

const leads = fc.uniqueArray(fc.constantFrom(45, 46), { maxLength: 2 })
type JobClient = ReturnType<typeof openJobClient>

const company = fc.constantFrom(7, 8, null)
const linked = fc.record({ leads, company })

/**
 * Contacts with their links, the links and unlinks of a job by rows, and concurrent changes by
 * others.
 */
const linkRow = fc.record({
  before: linked,
  link: linked,
  unlink: leads,
  others: fc.option(linked, { nil: null }),
})

/** Undoes a job: what its preview has promised, and what was done. */
async function undoOf(client: JobClient, id: string) {
  const preview = await client.preview(id)
  const { job: undo, rows } = await client.undo(id)
  return {
    preview,
    promised: {
      outcomes: preview.items.map(({ would }) => expectedOutcome[would]),
      changed: preview.restored,
    },
    done: { outcomes: rows.map(({ result }) => result.outcome), changed: undo.counts.changed },
  }
}

it(
  'changes links by rows as its preview has shown',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(linkRow, { minLength: 1, maxLength: 5 }), async (rows) => {
        const stack = buildStack({ contacts: 0 })
        const { store } = stack.mock
        const jobClient = openJobClient(stack)
        for (const id of [45, 46]) addLead(stack.mock, id)
        for (const id of [7, 8])
          store.companies.save({ id, name: `Company ${id}`, ...companyParts })
        rows.forEach(({ before }, index) => {
          store.addContact({ id: index + 1, name: `Ada ${index}`, company_id: before.company })
          for (const lead of before.leads) store.linkTo('leads', index + 1, lead)
        })
        const stateOf = (id: number) => ({
          company: store.contact(id)?.company_id,
          leads: store.links
            .all(id)
            .map(({ to_id: to }) => to)
            .toSorted((a, b) => a - b),
        })
        const ordered = rows.flatMap(({ link, unlink }, index) => {
          const added = link.leads.map((id) => ({ target: 'leads', id }))
          const owner = link.company === null ? [] : [{ target: 'companies', id: link.company }]
          const removed = unlink
            .filter((id) => !link.leads.includes(id))
            .map((id) => ({ target: 'leads', id }))
          const row = { id: index + 1, link: [...added, ...owner], unlink: removed }
          return row.link.length + row.unlink.length > 0 ? [row] : []
        })
        if (ordered.length === 0) return
        const states = rows.map((_row, index) => stateOf(index + 1))
        const { job } = await jobClient.run({ kind: 'link', rows: ordered })
        expect(job.counts.changed + job.counts.unchanged).toBe(ordered.length)
        rows.forEach(({ others }, index) => {
          const contact = store.contact(index + 1)
          if (!others || !contact) return
          store.updateContact(contact, { company_id: others.company }, 504_142)
          for (const lead of others.leads) store.linkTo('leads', index + 1, lead)
        })
        if (job.counts.changed === 0) return
        const { preview, promised, done } = await undoOf(jobClient, job.id)
        expect(done).toEqual(promised)
        const alone = preview.items
          .map(({ contactId }) => contactId)
          .filter((id) => !rows[id - 1]?.others)
        expect(alone.map(stateOf)).toEqual(alone.map((id) => states[id - 1]))
      }),
      { numRuns: runs(15) },
    )
  },
  timeLimit(120_000),
)

const uuid = (index: number) => `0a1b2c3d-0000-4000-a000-${String(index).padStart(12, '0')}`
const holder = fc.constantFrom(1, 2, 3)
const chatRow = fc.record({
  before: fc.option(holder, { nil: null }),
  to: holder,
  others: fc.option(holder, { nil: null }),
})

it(
  'moves chats as its preview has shown',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(chatRow, { minLength: 1, maxLength: 8 }), async (rows) => {
        const stack = buildStack({ contacts: 0 })
        const { store } = stack.mock
        const jobClient = openJobClient(stack)
        for (const id of [1, 2, 3]) store.addContact({ id, name: `Ada ${id}` })
        rows.forEach(({ before }, index) =>
          store.chats.add({
            chat_id: uuid(index),
            contact_id: before,
            channel: 'telegram',
            is_foreign: 0,
          }),
        )
        const ordered = rows.map(({ to }, index) => ({ chat: uuid(index), contact: to }))
        const { job } = await jobClient.run({ kind: 'chats', rows: ordered })
        rows.forEach(({ others }, index) => others && store.chats.link(uuid(index), others))
        if (job.counts.changed === 0) return
        const { promised, done } = await undoOf(jobClient, job.id)
        expect(done).toEqual(promised)
      }),
      { numRuns: runs(25) },
    )
  },
  timeLimit(120_000),
)
