import { expect, it } from 'vitest'
import { buildStack } from '#testing/stack.ts'

it('completes requests in progress when it is closed', async () => {
  const { mock, proxy } = buildStack()
  mock.faults.add({ kind: 'latency', ms: 200, path: '/api/v4/contacts' })
  const url = await proxy.listen({ host: '127.0.0.1', port: 0 })
  const answer = fetch(`${url}/api/sources/main/contacts`)
  await expect.poll(() => mock.received.all().length).toBeGreaterThan(0)
  // If the connection were not closed, this would last for its keep-alive timeout of more than a
  // minute.
  await proxy.close()
  expect((await answer).status).toBe(200)
})
