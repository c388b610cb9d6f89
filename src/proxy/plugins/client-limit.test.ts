import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { buildProxy } from '#proxy/proxy-app.ts'
import { createSource } from '#proxy/sources/create-source.ts'
import { transportInto } from '#testing/source-stack.ts'
import { buildStack } from '#testing/stack.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => void vi.useRealTimers())

const secret = 'only the reverse proxy knows this secret'
const host = 'contacts.example.com'

/** A proxy for several users, with a source that allows seven calls per second. */
async function sharedProxy() {
  const { mock } = buildStack({ contacts: 500, rate: 0 })
  const source = createSource(
    {
      id: 'main',
      kind: 'amo-v4',
      title: 'Main',
      url: 'http://mock',
      webUrl: null,
      access: { kind: 'token', token: 'test-token' },
      requestsPerSecond: 7,
    },
    { makeTransport: () => ({ send: transportInto(mock.app), close: () => Promise.resolve() }) },
  )
  const proxy = buildProxy({
    sources: [source],
    reverseProxy: { url: new URL(`https://${host}`), secret },
  })
  await proxy.ready()
  const ask = (user: string, page: number, headers = {}) =>
    proxy.inject({
      url: `/api/sources/main/contacts?size=50&page=${page}`,
      headers: { host, 'kartoteka-reverse-proxy': secret, 'x-forwarded-user': user, ...headers },
    })
  return { proxy, ask }
}

/** Virtual milliseconds until the response. */
async function timed<T>(answer: Promise<T>): Promise<{ value: T; ms: number }> {
  let value: { is: T } | undefined
  void answer.then((is) => (value = { is }))
  for (let ms = 0; ms < 60_000; ms += 50) {
    if (value) return { value: value.is, ms }
    await vi.advanceTimersByTimeAsync(50)
    await new Promise((resolve) => setImmediate(resolve))
  }
  throw new Error('not answered within a minute')
}

it('serves a user soon despite hundreds of requests of another, who is told the limit', async () => {
  const { ask } = await sharedProxy()
  const alone = await timed(ask('warm-up', 1))
  expect(alone.value.statusCode).toBe(200)
  const excess = Array.from({ length: 400 }, (_, page) => ask('flooding', page + 1))
  await vi.advanceTimersByTimeAsync(2000)
  const { value, ms } = await timed(ask('other', 3))
  expect(value.statusCode).toBe(200)
  expect(ms).toBeLessThan(3000)
  // A request cannot raise its own priority.
  const claimed = await timed(ask('other', 4, { 'kartoteka-priority': 'person' }))
  expect(claimed.ms).toBeLessThan(3000)
  const refused = (await timed(Promise.all(excess))).value.filter(
    ({ statusCode }) => statusCode === 429,
  )
  expect(refused).toHaveLength(280)
  expect(refused[0]?.json()).toMatchObject({ code: 'too_many_requests' })
  expect(Number(refused[0]?.headers['retry-after'])).toBeGreaterThan(0)
  // No request is counted after its end.
  expect((await timed(ask('flooding', 1))).value.statusCode).toBe(200)
})
