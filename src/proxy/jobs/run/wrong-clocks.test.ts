import { describe, expect, it } from 'vitest'
import { writeAnswer } from '#contract/api/writes.ts'
import { sendWrite } from '#testing/contact-writes.ts'
import { openJobClient } from '#testing/job-client.ts'
import { buildStack } from '#testing/stack.ts'
import { setText } from '#testing/values.ts'

const day = 86_400
const rows = Array.from({ length: 5 }, (_, index) => ({ name: `Row ${index}` }))

describe.each(['main', 'legacy'] as const)('at %s, whose clock is wrong', (source) => {
  const open = (seconds: number) => {
    const stack = buildStack({ contacts: 30 })
    stack.mock.faults.add({ kind: 'clock-skew', seconds })
    const { contacts, contact } = stack.mock.store
    const count = () =>
      contacts
        .ids({ filter: {}, order: 'id', descending: true, offset: 0, limit: 300 })
        .filter((id) => contact(id)?.name.startsWith('Row')).length
    return { ...stack, count }
  }

  it.each([-day, -3600, 3600, day])(
    'a create without a response is found, with an offset of %i s',
    async (seconds) => {
      const { mock, count, ...stack } = open(seconds)
      mock.faults.add({ kind: 'cut-after', method: 'POST', times: 1 })
      const { job } = await openJobClient(stack, source).run({ kind: 'create', rows })
      expect(job.counts).toMatchObject({ created: rows.length })
      expect(count()).toBe(rows.length)
    },
  )

  it.each([-day, day])('an edit is saved, with an offset of %i s', async (seconds) => {
    const stack = open(seconds)
    const { id } = stack.mock.store.addContact({ name: 'Old' })
    const items = [{ id, changes: [setText('name', 'New')] }]
    const answer = await sendWrite(stack, 'PATCH', `/api/sources/${source}/contacts`, { items })
    expect(writeAnswer.parse(answer.json()).results).toMatchObject([{ outcome: 'changed' }])
    expect(stack.mock.store.contact(id)?.name).toBe('New')
  })
})

it('results of edits without request IDs are identified by contact ID', async () => {
  const stack = buildStack({ contacts: 0 })
  const ids = [1, 2, 3]
  for (const id of ids) stack.mock.store.addContact({ id, name: `Old ${id}` })
  stack.mock.faults.add({ kind: 'no-request-id' })
  const items = ids.map((id) => ({ id, changes: [setText('name', `New ${id}`)] }))
  const answer = await sendWrite(stack, 'PATCH', '/api/sources/main/contacts', { items })
  expect(writeAnswer.parse(answer.json()).results).toMatchObject(
    ids.map((id) => ({ outcome: 'changed', id })),
  )
  const again = ids.map((id) => ({ id, changes: [setText('name', `Newer ${id}`)] }))
  const { job } = await openJobClient(stack).run({ kind: 'edit', rows: again })
  expect(job.counts).toMatchObject({ changed: 3 })
  const written = stack.mock.received.all().filter(({ method }) => method === 'PATCH')
  expect(written).toHaveLength(2)
})
