import { beforeAll, describe, expect, it } from 'vitest'
import { buildMock, type Mock } from '#mock/mock-app.ts'
import { openJobClient } from '#testing/job-client.ts'
import { isSoak, timeLimit } from '#testing/soak.ts'
import { testToken } from '#testing/source-stack.ts'
import { buildStack } from '#testing/stack.ts'

const own = 504_141
const rows = Array.from({ length: 3 }, (_, index) => ({ name: `Wanted ${index}` }))
const order = { kind: 'create', rows }

/** The requests for lists of contacts that the source received. */
const lists = ({ received }: Mock) =>
  received
    .all()
    .filter(({ method, url }) => method === 'GET' && /\/api\/v[24]\/contacts\?/.test(url))
const wanted = ({ store }: Mock) =>
  store.contacts
    .ids({ filter: {}, order: 'id', descending: true, offset: 0, limit: 300 })
    .filter((id) => store.contact(id)?.name.startsWith('Wanted')).length

describe('an account in which a job has just created a hundred thousand contacts', () => {
  let mock: Mock
  beforeAll(() => {
    mock = buildMock({ contacts: 0, token: testToken })
    mock.store.transaction(() => {
      for (let index = 0; index < 100_500; index++)
        mock.store.createContact({ name: `Row ${index}` }, own)
    })
  }, 60_000)

  it.each(['main', 'legacy'])(
    'reports %s of creates without a response, with a few requests',
    async (source) => {
      const before = wanted(mock)
      mock.received.clear()
      // The first job creates a contact that is known to be the proxy's own.
      const jobs = openJobClient(
        // Without waits, the number of attempts would depend on the machine.
        buildStack({ mock, jobSettings: { firstWait: 200, maxWait: 200 } }),
        source,
      )
      expect(
        (await jobs.run({ kind: 'create', rows: [{ name: 'First' }] })).job.counts,
      ).toMatchObject({ created: 1 })
      mock.faults.add({ kind: 'cut-after', method: 'POST', times: 1 })
      expect((await jobs.run(order)).job.counts).toMatchObject({ created: 3 })
      expect(wanted(mock)).toBe(before + 3)
      mock.faults.add({ kind: 'cut', method: 'POST', times: 1 })
      expect((await jobs.run(order)).job.counts).toMatchObject({ created: 3 })
      expect(wanted(mock)).toBe(before + 6)
      // A single full scan takes 200 for v2, 400 for v4.
      expect(lists(mock).length).toBeLessThan(40)
    },
  )

  // Takes half a minute.
  it.runIf(isSoak)(
    'ends a look-up without a contact to stop at, and reports what remains unknown',
    async () => {
      const before = wanted(mock)
      const jobs = openJobClient(buildStack({ mock }))
      // Both lists that determine the newest contact are empty.
      mock.faults.add({ kind: 'empty-list', path: '/api/v4/contacts', times: 2 })
      mock.faults.add({ kind: 'cut', method: 'POST', times: 1 })
      const others = { kind: 'create', rows: rows.map(({ name }) => ({ name: `${name} again` })) }
      expect((await jobs.run(others)).job.counts).toMatchObject({ unknown: 3, created: 0 })
      expect(wanted(mock)).toBe(before)
    },
    timeLimit(120_000),
  )
})

it('does not take an older contact for a new one, and stops reading', async () => {
  const stack = buildStack({ contacts: 2000 })
  const { mock } = stack
  for (const { name } of rows) mock.store.addContact({ name, created_at: 1_600_000_000 })
  const before = wanted(mock)
  mock.faults.add({ kind: 'empty-list', path: '/api/v4/contacts', times: 2 })
  mock.faults.add({ kind: 'cut', method: 'POST', times: 1 })
  const { job, rows: results } = await openJobClient(stack).run(order)
  expect(job.counts).toMatchObject({ created: 3, unknown: 0 })
  expect(wanted(mock)).toBe(before + 3)
  const times = results.map(({ contactId }) => mock.store.contact(contactId ?? 0)?.created_at ?? 0)
  expect(Math.min(...times)).toBeGreaterThan(1_700_000_000)
  expect(lists(mock).length).toBeLessThan(12)
})
