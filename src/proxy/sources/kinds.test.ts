import { describe, expect, it } from 'vitest'
import { buildStack, testToken } from '#testing/stack.ts'

describe.each([
  ['legacy', '/api/v2/contacts'],
  ['bots', '/api/v1/getContacts'],
])('a failing %s', (source, path) => {
  const list = `/api/sources/${source}/contacts`

  it.each([
    [{ kind: 'status', status: 401 }, 502, 'source_unauthorized'],
    [{ kind: 'status', status: 402 }, 402, 'source_unpaid'],
    [{ kind: 'status', status: 403 }, 403, 'source_forbidden'],
    [{ kind: 'status', status: 403, html: true }, 503, 'source_blocked'],
    [{ kind: 'status', status: 429 }, 503, 'source_busy'],
    [{ kind: 'status', status: 500 }, 502, 'source_unreachable'],
    [{ kind: 'status', status: 504 }, 504, 'source_timeout'],
    [{ kind: 'malformed' }, 502, 'source_nonsense'],
  ] as const)('%o is answered %i %s', async (fault, status, code) => {
    const { mock, proxy } = buildStack()
    mock.store.addContact({ id: 1, name: 'Ada' })
    mock.faults.add({ ...fault, path })
    for (const url of [list, `${list}/1`]) {
      const answer = await proxy.inject(url)
      expect(answer.statusCode).toBe(status)
      expect(answer.json()).toMatchObject({ code })
    }
  })

  it('is asked again, and one stumble is not noticed', async () => {
    const { mock, proxy } = buildStack()
    mock.faults.add({ kind: 'status', status: 502, path, times: 1 })
    expect((await proxy.inject(list)).statusCode).toBe(200)
  })

  it('never has its token told, nor put in an address', async () => {
    const { mock, proxy } = buildStack({ proxyToken: 'wrong-secret-token' })
    expect((await proxy.inject(list)).json()).toMatchObject({ code: 'source_unauthorized' })
    mock.faults.add({ kind: 'status', status: 500, detail: testToken })
    for (const url of [list, `${list}/5`])
      expect((await proxy.inject(url)).body).not.toMatch(/wrong-secret-token|test-token/)
    const addresses = mock.received.all().map(({ url }) => url)
    expect(addresses.join()).not.toMatch(/token/)
  })
})
