import { randomUUID } from 'node:crypto'
import { expect, it, vi } from 'vitest'
import type { Value } from '#contract/model/value.ts'
import { openJobClient } from '#testing/job-client.ts'
import { buildStack } from '#testing/stack.ts'
import { orderEdit } from './batch-order.ts'

it('sends a large edit in parts, and resumes after a lost connection', async () => {
  const stack = buildStack({ contacts: 0 })
  const count = 2100
  for (let id = 1; id <= count; id++) stack.mock.store.addContact({ id, name: `Ada ${id}` })
  const vip: Value = { kind: 'tags', items: [{ id: null, name: 'vip' }] }
  const rows = Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    changes: [{ attribute: 'tags' as const, add: vip }],
  }))
  const requests: string[] = []
  let isBroken = true
  vi.stubGlobal('fetch', ((input, init) => {
    const [, call = ''] =
      /jobs(.*)/.exec(String(input instanceof Request ? input.url : input)) ?? []
    requests.push(`${init?.method} ${call.replace(/[0-9a-f-]{36}/, ':job')}`)
    if (call.endsWith('/parts/2') && isBroken) {
      isBroken = false
      return Promise.reject(new TypeError('fetch failed'))
    }
    return stack.fetch(input, init)
  }) satisfies typeof fetch)
  const sent: number[] = []
  const order = {
    source: 'main',
    key: randomUUID(),
    subject: { code: 'edit' as const, attributes: [{ key: 'tags', name: 'Tags' }] },
    query: undefined,
    rows,
    onSent: (done: number) => sent.push(done),
  }
  await expect(orderEdit(order)).rejects.toMatchObject({ code: 'offline' })
  const { id } = await orderEdit(order)
  expect(requests).toEqual([
    'POST ',
    'PUT /:job/parts/1',
    'PUT /:job/parts/2',
    'POST ',
    'PUT /:job/parts/2',
    'PUT /:job/parts/3',
    'POST /:job/start',
  ])
  expect(sent).toEqual([1000, 2000, 2100])
  expect((await openJobClient(stack).waitForEnd(id)).counts).toMatchObject({ changed: count })
  // Sent again, as by a second click, it is the same job.
  expect((await orderEdit(order)).id).toBe(id)
})
