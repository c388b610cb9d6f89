import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { openJobClient } from '#testing/job-client.ts'
import { buildStack } from '#testing/stack.ts'

const draftRows = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ name: `Ada ${index}` }))

/** Simulates another process that has taken the lease of every source. */
const takeLease = ({ store }: Pick<ReturnType<typeof buildStack>, 'store'>) =>
  store.db
    .updateTable('job_leases')
    .set(({ eb }) => ({
      owner: 'other',
      fence: eb('fence', '+', 1),
      until: sql<number>`${store.now} + 300000`,
    }))
    .execute()

it('neither sends nor writes once another process runs the jobs', async () => {
  const stack = buildStack({ contacts: 0, jobSettings: { chunk: 5, parallel: 2, poll: 5 } })
  const jobClient = openJobClient(stack)
  const { id } = await jobClient.create({ kind: 'create', rows: draftRows(2000) })
  await expect
    .poll(async () => (await jobClient.read(id)).counts.created, { interval: 1 })
    .not.toBe(0)
  await takeLease(stack)
  const interrupted = await jobClient.read(id)
  const sent = stack.mock.store.countContacts()
  // At most the request in flight completes, and its response is discarded.
  await expect
    .poll(() => stack.mock.store.countContacts(), { interval: 5 })
    .toBeLessThanOrEqual(sent + 10)
  const after = await jobClient.read(id)
  expect(after.counts).toEqual(interrupted.counts)
  expect(after.state).toBe('running')

  // The other process is gone: this one takes over its work and resolves writes without a response.
  await stack.store.db.updateTable('job_leases').set({ until: 0 }).execute()
  stack.jobs.begin()
  const job = await jobClient.waitForEnd(id)
  expect(job.counts.created).toBe(2000)
  expect(stack.mock.store.countContacts()).toBe(2000)
  expect(stack.jobErrors).toEqual([])
  await stack.proxy.close()
})

it('deletes jobs that ended long ago, with their rows, and unfinished drafts', async () => {
  const stack = buildStack({ contacts: 0 })
  const jobClient = openJobClient(stack)
  const { job: old } = await jobClient.run({ kind: 'create', rows: draftRows(3) })
  const draft = await jobClient.create({ kind: 'create', draft: true })
  const { job: finished } = await jobClient.run({ kind: 'create', rows: draftRows(3) })
  const jobs = stack.store.db.updateTable('jobs')
  await jobs.set({ ended_at: 1 }).where('id', '=', old.id).execute()
  await jobs.set({ created_at: 1 }).where('id', '=', draft.id).execute()
  stack.jobs.begin()
  const left = async () =>
    (await jobClient.ask('GET', '')).json<{ items: { id: string }[] }>().items.map(({ id }) => id)
  await expect.poll(left, { interval: 5 }).toEqual([finished.id])
  const rows = await stack.store.db.selectFrom('job_rows').select('job_id').distinct().execute()
  expect(rows).toEqual([{ job_id: finished.id }])
  await stack.proxy.close()
})
