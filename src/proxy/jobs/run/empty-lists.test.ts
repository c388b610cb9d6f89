import { describe, expect, it } from 'vitest'
import type { FaultInput } from '#mock/faults.ts'
import { openJobClient } from '#testing/job-client.ts'
import { buildStack } from '#testing/stack.ts'

const count = 20
const rows = Array.from({ length: count }, (_, index) => ({ name: `Row ${index}` }))

/** Every representation of an empty list. */
const empties: Record<'main' | 'legacy', FaultInput[]> = {
  main: [
    { kind: 'empty-list' },
    { kind: 'status', status: 200 },
    { kind: 'odd-value', at: '/_embedded/contacts', value: [] },
  ],
  legacy: [
    { kind: 'empty-list' },
    { kind: 'status', status: 200 },
    { kind: 'odd-value', at: '/_embedded/items', value: [] },
  ],
}
const paths = { main: '/api/v4/contacts', legacy: '/api/v2/contacts' }

describe.each(['main', 'legacy'] as const)('at %s, an empty list of contacts', (source) => {
  const open = () => {
    const stack = buildStack({ contacts: 30 })
    const { store, faults } = stack.mock
    const names = () =>
      store.contacts
        .ids({ filter: {}, order: 'id', descending: true, offset: 0, limit: 300 })
        .map((id) => store.contact(id)?.name ?? '')
        .filter((name) => name.startsWith('Row'))
    const jobs = openJobClient(stack, source)
    return { ...stack, store, faults, names, jobs }
  }

  it.each(empties[source])('does not prove that no contact was created: %o', async (empty) => {
    const { faults, names, jobs, store } = open()
    // Applies to each look-up after the write, including repeats after failures.
    faults.add({ kind: 'cut-after', method: 'POST', times: 1 })
    const write = store.createContact.bind(store)
    let isWritten = false
    store.createContact = (...args) => {
      if (!isWritten) faults.add({ ...empty, method: 'GET', path: paths[source], times: 4 })
      isWritten = true
      return write(...args)
    }
    const { job } = await jobs.run({ kind: 'create', rows })
    expect(job.counts).toMatchObject({ created: count })
    expect(names()).toHaveLength(count)
    expect(isWritten).toBe(true)
  })

  it.each(empties[source])('does not prove that no contact existed before: %o', async (empty) => {
    const { faults, names, jobs, store } = open()
    for (const { name } of rows) store.addContact({ name, created_at: 1_600_000_000 })
    faults.add({ ...empty, method: 'GET', path: paths[source], times: 1 })
    faults.add({ kind: 'cut', method: 'POST', times: 1 })
    const { job } = await jobs.run({ kind: 'create', rows })
    expect(job.counts).toMatchObject({ created: count })
    expect(names()).toHaveLength(2 * count)
  })
})
