import { setTimeout as pause } from 'node:timers/promises'
import { Pool } from 'undici'
import { buildProxy } from '#proxy/proxy-app.ts'
import { createSource } from '#proxy/sources/create-source.ts'
import { requirePart } from '#proxy/sources/source.ts'
import { quantile } from './quantile.ts'
import { mockSource, startMock } from './start-mock.ts'

/**
 * `npm run bench:proxy`: the latency that the proxy adds to a page, and the latency of a page while
 * other users read and bulk jobs write. Loopback, the mock in a separate process.
 */

const person = { priority: 'person' } as const
const bulk = { priority: 'bulk' } as const
const seconds = Number(process.env['BENCH_SECONDS'] ?? 25)

async function withProxy<T>(
  perSecond: number,
  work: (proxy: Pool, mock: Pool, source: ReturnType<typeof createSource>) => Promise<T>,
): Promise<T> {
  const mock = await startMock({ MOCK_RATE: String(perSecond) })
  const source = createSource(mockSource(mock.url, perSecond))
  const app = buildProxy({ sources: [source] })
  const proxyPool = new Pool(await app.listen({ host: '127.0.0.1', port: 0 }))
  const mockPool = new Pool(mock.url)
  try {
    return await work(proxyPool, mockPool, source)
  } finally {
    await Promise.all([proxyPool.close(), mockPool.close()])
    await app.close()
    await mock.stop()
  }
}

async function timed(pool: Pool, path: string, headers: Record<string, string> = {}) {
  const startedAt = performance.now()
  const { statusCode, body } = await pool.request({ method: 'GET', path, headers })
  await body.arrayBuffer()
  return { ms: performance.now() - startedAt, status: statusCode }
}

/** A page of 250, alternating between the mock alone and the proxy; no rate limit. */
async function passThrough() {
  const token = { authorization: 'Bearer demo-token' }
  const rounds = 300
  const warmUp = 60
  await withProxy(0, async (proxy, mock) => {
    const alone: number[] = []
    const through: number[] = []
    const compressed: number[] = []
    for (let round = 0; round < rounds; round++) {
      const page = 1 + (round % 20)
      const path = `/api/v4/contacts?page=${page}&limit=250&order[updated_at]=desc`
      const direct = await timed(mock, path, token)
      const listed = `/api/sources/main/contacts?page=${page}&size=250`
      const ours = await timed(proxy, listed)
      const accepting = await timed(proxy, listed, { 'accept-encoding': 'gzip, deflate, br, zstd' })
      if (round < warmUp) continue
      alone.push(direct.ms)
      through.push(ours.ms)
      compressed.push(accepting.ms)
    }
    const ratio = (part: number) => (quantile(through, part) / quantile(alone, part)).toFixed(2)
    console.log(`\nA page of 250 contacts, ${rounds - warmUp} rounds alternating, no rate limit`)
    console.log(`  the mock alone     p50 ${ms(alone, 0.5)}  p99 ${ms(alone, 0.99)}`)
    console.log(`  through the proxy  p50 ${ms(through, 0.5)}  p99 ${ms(through, 0.99)}`)
    console.log(`  and compressed     p50 ${ms(compressed, 0.5)}  p99 ${ms(compressed, 0.99)}`)
    console.log(
      `  ratio              p50 ${ratio(0.5)} (budget 1.5)  p99 ${ratio(0.99)} (budget 2)`,
    )
  })
}

/** Users who turn a page every 2 to 4 seconds, at 7 requests per second. */
async function reading(readers: number, withBulk: boolean) {
  await withProxy(7, async (proxy, _mock, source) => {
    // Fill the caches of user and company names, as in normal operation.
    for (let page = 1; page <= 40; page++)
      await source.reader.listContacts({ page, size: 250, search: '' }, person)
    const waits: number[] = []
    const statuses = new Map<number, number>()
    const until = performance.now() + seconds * 1000
    let written = 0
    const write = async () => {
      while (performance.now() < until) {
        const drafts = Array.from({ length: 50 }, (_, index) => ({
          values: { name: { kind: 'text' as const, values: [`Bulk ${written + index}`] } },
          tags: [],
        }))
        const results = await requirePart(source.writer, 'create').createContacts(drafts, bulk)
        written += results.filter((result) => result.status === 'created').length
      }
    }
    const read = async (reader: number) => {
      await pause(Math.random() * Math.min(3000, readers * 150))
      for (let page = 1 + reader * 8; performance.now() < until; page++) {
        const { ms: wait, status } = await timed(proxy, `/api/sources/main/contacts?page=${page}`)
        waits.push(wait)
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
        await pause(2000 + Math.random() * 2000)
      }
    }
    await Promise.all([
      ...Array.from({ length: readers }, (_, reader) => read(reader)),
      ...(withBulk ? [write()] : []),
    ])
    const goal = withBulk ? ` (goal ${readers === 1 ? 400 : 2000} ms)` : ''
    const responses = [...statuses].map(([status, times]) => `${times} × ${status}`).join(', ')
    console.log(
      `  ${readers} reading${withBulk ? ' + bulk' : '       '}  p50 ${ms(waits, 0.5)}  p95 ${ms(waits, 0.95)}${goal}; responses: ${responses}${withBulk ? `; rows written: ${written}` : ''}`,
    )
  })
}

const ms = (values: number[], part: number) => `${quantile(values, part).toFixed(1)} ms`

await passThrough()
console.log(`\nLatency of a page at 7 requests a second, ${seconds} s each`)
for (const readers of [1, 20])
  for (const withBulk of [false, true]) await reading(readers, withBulk)
