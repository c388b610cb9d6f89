import { describe, expect, it } from 'vitest'
import { writeAnswer } from '#contract/api/writes.ts'
import { addLead } from '#mock/mock-fixtures.ts'
import type { JobSettings } from '#proxy/jobs/job-settings.ts'
import { sendWrite } from '#testing/contact-writes.ts'
import { openJobClient } from '#testing/job-client.ts'
import { buildStack } from '#testing/stack.ts'
import { setText } from '#testing/values.ts'

const count = 60
const lead = 45_615
const numbers = Array.from({ length: count }, (_, index) => index + 1)

function open(jobSettings: Partial<JobSettings> = {}) {
  const stack = buildStack({ contacts: 0, jobSettings })
  const { store, received } = stack.mock
  addLead(stack.mock, lead)
  for (const id of numbers) store.addContact({ id, name: `Old ${id}` })
  const posts = () => received.all().filter(({ method }) => method !== 'GET')
  const names = () =>
    store.contacts
      .ids({ filter: {}, order: 'id', descending: false, offset: 0, limit: 500 })
      .map((id) => store.contact(id)?.name ?? '')
  return { ...stack, posts, names }
}

const orders = {
  create: { kind: 'create', rows: numbers.map((id) => ({ name: `New ${id}` })) },
  edit: {
    kind: 'edit',
    rows: numbers.map((id) => ({ id, changes: [setText('name', `New ${id}`)] })),
  },
  link: { kind: 'link', ids: numbers, change: { link: [{ target: 'leads', id: lead }] } },
}
const allNew = numbers.map((id) => `New ${id}`).toSorted()

describe.each(['main', 'legacy'] as const)(
  'a source that accepts few rows per request: %s',
  (source) => {
    describe.each([413, 414, 431])('%i', (status) => {
      it.each(['create', 'edit', 'link'] as const)(
        'gets the rows of a job in halves: %s',
        async (kind) => {
          // The job does not pause before it sends less at once.
          const stack = open({ firstWait: 600_000, maxWait: 600_000 })
          stack.mock.faults.add({ kind: 'too-large', items: 10, status, method: 'POST' })
          stack.mock.faults.add({ kind: 'too-large', items: 10, status, method: 'PATCH' })
          const { job, rows } = await openJobClient(stack, source).run(orders[kind])
          const outcome = kind === 'create' ? 'created' : 'changed'
          expect(job.counts).toMatchObject({ [outcome]: count, rejected: 0, unknown: 0 })
          expect(rows).toHaveLength(count)
          const links = numbers.map((id) => stack.mock.store.links.all(id).length)
          const isLinked = kind === 'link'
          expect(links).toEqual(numbers.map(() => Number(isLinked)))
          expect(
            stack
              .names()
              .filter((name) => name.startsWith('New'))
              .toSorted(),
          ).toEqual(isLinked ? [] : allNew)
          // The size that succeeded is remembered: 50, 25 and 13 are rejected, the other requests
          // have seven rows.
          expect(stack.posts().length).toBeLessThanOrEqual(5 * 4 + Math.ceil(count / 7))
          expect(stack.jobErrors).toEqual([])
        },
      )
    })

    it('looks up rows before sending them in halves', async () => {
      const stack = open()
      stack.mock.faults.add({
        kind: 'status',
        status: 413,
        html: true,
        after: true,
        method: 'POST',
        times: 1,
      })
      const { job } = await openJobClient(stack, source).run(orders.create)
      expect(job.counts).toMatchObject({ created: count })
      expect(
        stack
          .names()
          .filter((name) => name.startsWith('New'))
          .toSorted(),
      ).toEqual(allNew)
    })

    it('reports a row that is too large alone', async () => {
      const stack = open()
      stack.mock.faults.add({ kind: 'poison', text: 'New 7"', status: 413 })
      const { job, rows } = await openJobClient(stack, source).run(orders.create)
      expect(job.counts).toMatchObject({ created: count - 1, rejected: 1 })
      expect(rows[6]?.result).toMatchObject({
        outcome: 'rejected',
        issues: [{ message: expect.stringContaining('too large') }],
      })
    })

    it('gets a single write in halves as well', async () => {
      const stack = open()
      stack.mock.faults.add({ kind: 'too-large', items: 10, method: 'POST' })
      stack.mock.faults.add({ kind: 'too-large', items: 10, method: 'PATCH' })
      const write = async (method: 'POST' | 'PATCH', items: object[]) => {
        const answer = await sendWrite(stack, method, `/api/sources/${source}/contacts`, { items })
        return writeAnswer.parse(answer.json()).results.map(({ outcome }) => outcome)
      }
      const made = numbers.map((id) => ({ changes: [setText('name', `New ${id}`)] }))
      expect(new Set(await write('POST', made))).toEqual(new Set(['created']))
      expect(
        stack
          .names()
          .filter((name) => name.startsWith('New'))
          .toSorted(),
      ).toEqual(allNew)
      const edited = numbers.map((id) => ({ id, changes: [setText('name', `Edited ${id}`)] }))
      expect(new Set(await write('PATCH', edited))).toEqual(new Set(['changed']))
      expect(stack.names().filter((name) => name.startsWith('Edited'))).toHaveLength(count)
    })

    it.each([414, 504])('is asked for fewer contacts after status %i', async (status) => {
      const stack = open()
      const path = source === 'main' ? '/api/v4/contacts' : '/api/v2/contacts'
      stack.mock.faults.add({ kind: 'too-large', items: 30, status, method: 'GET', path })
      const { job } = await openJobClient(stack, source).run(orders.edit)
      expect(job.counts).toMatchObject({ changed: count })
      stack.mock.faults.add({ kind: 'cut-after', method: 'POST', times: 1 })
      const { job: created } = await openJobClient(stack, source).run(orders.create)
      expect(created.counts).toMatchObject({ created: count })
    })
  },
)
