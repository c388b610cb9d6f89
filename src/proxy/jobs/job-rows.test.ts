import { expect, it } from 'vitest'
import { addLead } from '#mock/mock-fixtures.ts'
import { openJobClient } from '#testing/job-client.ts'
import { buildStack } from '#testing/stack.ts'
import { leadsValue, pointsValue, setText } from '#testing/values.ts'

/** Contacts 1 to `count`. */
function openWith(count: number) {
  const stack = buildStack({ contacts: 0 })
  for (let id = 1; id <= count; id++) stack.mock.store.addContact({ id, name: `Ada ${id}` })
  return { stack, mock: stack.mock, jobClient: openJobClient(stack) }
}

it('reports missing contacts and rejected rows', async () => {
  const { jobClient } = openWith(3)
  const rows = [
    { id: 1, changes: [setText('name', 'New')] },
    { id: 99, changes: [setText('name', 'New')] },
    { id: 3, changes: [{ attribute: 'responsible', set: { kind: 'user', id: 1, name: null } }] },
    { id: 2, changes: [{ attribute: 'emails', add: pointsValue('a'.repeat(257)) }] },
  ]
  const { job, rows: resultRows } = await jobClient.run({ kind: 'edit', rows })
  expect(resultRows.map(({ result }) => result.outcome)).toEqual([
    'changed',
    'rejected',
    'rejected',
    'invalid',
  ])
  expect(resultRows[1]?.result).toMatchObject({ issues: [{ attribute: 'id', code: 'not_found' }] })
  expect(resultRows[3]?.result).toMatchObject({
    issues: [{ attribute: 'emails', index: 0, code: 'too_long' }],
  })
  expect(job.counts).toMatchObject({ changed: 1, rejected: 2, invalid: 1, pending: 0 })
  // Rows that are invalid are retried only on request.
  const { job: again } = await jobClient.retry(job.id)
  expect(again.total).toBe(2)
  const { job: asked } = await jobClient.retry(job.id, { outcomes: ['invalid'] })
  expect(asked).toMatchObject({ total: 1, counts: { invalid: 1 } })
})

it('shows the values before and after each change, as long as its journal is kept', async () => {
  const { jobClient, stack } = openWith(2)
  const rows = [
    { id: 1, changes: [setText('name', 'Eve'), { attribute: 'phones', add: pointsValue('+1') }] },
    { id: 2, changes: [setText('name', 'Ada 2')] },
  ]
  const { job, rows: written } = await jobClient.run({ kind: 'edit', rows })
  expect(written.map(({ changes }) => changes)).toEqual([
    [
      {
        attribute: 'name',
        before: { kind: 'text', values: ['Ada 1'] },
        after: { kind: 'text', values: ['Eve'] },
      },
      {
        attribute: 'phones',
        before: null,
        after: { kind: 'contactPoints', items: [expect.objectContaining({ value: '+1' })] },
      },
    ],
    [],
  ])
  await stack.store.db
    .updateTable('job_rows')
    .set({ base: null, after: null })
    .where('job_id', '=', job.id)
    .execute()
  expect((await jobClient.rows(job.id)).map(({ changes }) => changes)).toEqual([[], []])
})

it("writes the links of a job's rows, in the format of either version", async () => {
  const { jobClient, mock } = openWith(3)
  addLead(mock, 45)
  const rows = [
    { id: 1, link: [{ target: 'leads', id: 45 }] },
    { id: 2, changes: [{ attribute: 'leads', add: leadsValue(45) }] },
  ]
  const { job } = await jobClient.run({ kind: 'link', rows })
  expect(job.counts).toMatchObject({ changed: 2 })
  expect([1, 2, 3].map((id) => mock.store.links.all(id).length)).toEqual([1, 1, 0])
  const { job: undone } = await jobClient.undo(job.id)
  expect(undone.counts).toMatchObject({ changed: 2 })
  expect([1, 2].map((id) => mock.store.links.all(id).length)).toEqual([0, 0])
})

it('reports who started a job, and who undid it', async () => {
  const { jobClient } = openWith(3)
  const changes = [setText('name', 'Eve')]
  const { job } = await jobClient.run({ kind: 'edit', ids: [1], changes })
  const actor = { id: 'local', name: 'this computer' }
  expect(job).toMatchObject({ actor })
  expect((await jobClient.undo(job.id)).job).toMatchObject({ actor })
})

it('reports a row that it cannot interpret, and logs why', async () => {
  const { jobClient, stack } = openWith(3)
  const changes = [setText('name', 'Eve')]
  const { id } = await jobClient.create({ kind: 'edit', draft: true, changes })
  await jobClient.ask('PUT', `/${id}/parts/1`, { ids: [1] })
  await stack.store.db
    .updateTable('jobs')
    .set({ shared: '{"odd":1}' })
    .where('id', '=', id)
    .execute()
  await jobClient.ask('POST', `/${id}/start`, { rows: 1 })
  expect((await jobClient.waitForEnd(id)).counts.invalid).toBe(1)
  expect((await jobClient.rows(id))[0]?.result).toMatchObject({ issues: [{ code: 'internal' }] })
  expect(stack.jobErrors).toHaveLength(1)
})
