import { DatabaseSync } from 'node:sqlite'
import Fastify from 'fastify'
import { Pool } from 'undici'
import { buildProxy } from '#proxy/proxy-app.ts'
import { fileMirror } from '#proxy/mirror/mirror-place.ts'
import { createSource } from '#proxy/sources/create-source.ts'
import { quantile } from './quantile.ts'
import { mockSource } from './start-mock.ts'

const rounds = 200
const warmUp = 50

/** A page of the complete copy through the proxy, beside a bare Fastify that runs the same statement. */
export async function measureServers(file: string) {
  const source = createSource(
    {
      ...mockSource('http://127.0.0.1:1', 7),
      mirror: { requestsPerSecond: 1, setting: true },
    },
    {
      mirrorNeeds: { place: fileMirror(file) },
      // Rows on screen are not read again: there is no source behind the copy.
      makeTransport: () => ({
        send: ({ signal }) =>
          new Promise((_resolve, reject) =>
            signal.addEventListener('abort', () => reject(signal.reason), { once: true }),
          ),
        close: () => Promise.resolve(),
      }),
      onError: () => {},
    },
  )
  await source.mirror?.status() // opens it
  const app = buildProxy({ sources: [source] })
  const proxy = new Pool(await app.listen({ host: '127.0.0.1', port: 0 }))
  const db = new DatabaseSync(file)
  const statement = db.prepare(`select b.contact from (
    select id from contacts order by updated_at desc, id desc limit 250 offset ?) p
    join bodies b on b.id = p.id`)
  const count = db.prepare('select count(*) as n from contacts')
  const bare = Fastify()
  bare.get('/', (request, reply) => {
    const page = Number(new URLSearchParams(request.url.split('?')[1]).get('page'))
    const rows = statement.all((page - 1) * 250)
    const total = Number(count.get()?.['n'])
    return reply
      .type('application/json')
      .send(`{"total":${total},"items":[${rows.map(({ contact }) => contact).join(',')}]}`)
  })
  const alone = new Pool(await bare.listen({ host: '127.0.0.1', port: 0 }))
  const [direct, through]: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds + warmUp; round++) {
    const page = 1 + (round % 20)
    const without = await timed(alone, `/?page=${page}`)
    const ours = await timed(proxy, `/api/sources/main/contacts?page=${page}&size=250`)
    if (round < warmUp) continue
    direct.push(without)
    through.push(ours)
  }
  const ratio = quantile(through, 0.5) / quantile(direct, 0.5)
  console.log(
    `  a page through the proxy   p50 ${quantile(through, 0.5).toFixed(1)} ms, bare Fastify ${quantile(direct, 0.5).toFixed(1)} ms: ${ratio.toFixed(2)} times (budget 1.5)${ratio > 1.5 ? ': missed' : ''}`,
  )
  await Promise.all([proxy.close(), alone.close()])
  await app.close()
  await bare.close()
  db.close()
}

export async function timed(pool: Pool, path: string): Promise<number> {
  const startedAt = performance.now()
  const { statusCode, body } = await pool.request({ method: 'GET', path })
  await body.dump()
  if (statusCode !== 200) throw new Error(`${path} returned ${statusCode}`)
  return performance.now() - startedAt
}
