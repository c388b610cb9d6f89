import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { linkedCustomers, linkedLeads } from '#contract/api/linked.ts'
import { buildStack, controlOf, type Stack } from '#testing/stack.ts'

let stack: Stack
let id = 0
beforeAll(() => {
  stack = buildStack({ contacts: 120 })
  const { store } = stack.mock
  const first = { order: 'id', descending: false, offset: 0 } as const
  const leads = store.leads.list({ ...first, limit: 2 }).map((lead) => lead.id)
  const customers = store.customers.list({ ...first, limit: 1 }).map((customer) => customer.id)
  id = store.addContact({ name: 'Linked', leads, customers }).id
})
afterEach(async () => {
  await controlOf(stack.mock)('POST', '/_mock/restore')
  stack.sources.main.reset()
})
afterAll(async () => {
  await stack.proxy.close()
  await stack.mock.app.close()
})

async function read(source: string, part: 'leads' | 'customers') {
  const answer = await stack.proxy.inject(`/api/sources/${source}/contacts/${id}/${part}`)
  expect(answer.statusCode).toBe(200)
  return (part === 'leads' ? linkedLeads : linkedCustomers).parse(answer.json())
}
const fail = (fault: object) => controlOf(stack.mock)('POST', '/_mock/faults', fault)

describe('leads and customers of a source that tells IDs only', () => {
  it.each(['leads', 'customers'] as const)(
    'have the names that another source of the account knows: %s',
    async (part) => {
      const [named, legacy] = [await read('main', part), await read('legacy', part)]
      expect(named.items.map(({ name }) => name)).not.toContain(null)
      expect(legacy).toEqual(named)
    },
  )

  it('have none while that source does not answer', async () => {
    await fail({ kind: 'status', status: 403, path: '/api/v4/*' })
    const { items } = await read('legacy', 'leads')
    expect(items.map(({ name }) => name)).toEqual([null, null])
  })

  it('have none if it is another account', async () => {
    await fail({ kind: 'odd-value', path: '/api/v4/account', at: '/id', value: 99 })
    const { items } = await read('legacy', 'leads')
    expect(items.map(({ name }) => name)).toEqual([null, null])
  })
})
