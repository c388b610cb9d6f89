import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Pool } from 'undici'
import { buildProxy } from '#proxy/proxy-app.ts'
import { fileMirror } from '#proxy/mirror/mirror-place.ts'
import { createSource } from '#proxy/sources/create-source.ts'
import { timed } from './mirror-servers.ts'
import { quantile } from './quantile.ts'
import { mockSource, startMock } from './start-mock.ts'

const perSecond = 7
const contacts = 10_000
const seconds = Number(process.env['BENCH_SECONDS'] ?? 20)

/** People who page while a copy is filled and after it, at the rate that the source allows. */
export async function measurePaging() {
  console.log(
    `\n${contacts.toLocaleString('en')} contacts behind a source of ${perSecond} a second`,
  )
  const without = await withProxy(false, ({ clients }) => readPages(clients, 1))
  await withProxy(true, async ({ clients, source }) => {
    const startedAt = performance.now()
    source.mirror?.begin()
    // Part of the filling is measured only: it lasts longer.
    const filling = await readPages(clients, 1)
    const ratio = quantile(filling, 0.95) / quantile(without, 0.95)
    console.log(
      `  one person, live           p95 ${quantile(without, 0.95).toFixed(0)} ms; while a copy is filled ${quantile(filling, 0.95).toFixed(0)} ms: ${ratio.toFixed(2)} times`,
    )
    while (!source.mirror?.isComplete()) await pause(100)
    console.log(
      `  complete after             ${((performance.now() - startedAt) / 1000).toFixed(1)} s with a person paging`,
    )
    const people = await readPages(clients, 200)
    console.log(
      `  200 people, a page each 2 to 4 s: ${people.length} pages, p50 ${quantile(people, 0.5).toFixed(1)} ms, p95 ${quantile(people, 0.95).toFixed(1)} ms`,
    )
  })
}

/** Machines that read: the proxy limits what one of them has open. */
const addresses = ['127.0.0.2', '127.0.0.3', '127.0.0.4', '127.0.0.5']

type Servers = { clients: Pool[]; source: ReturnType<typeof createSource> }

async function withProxy<Result>(
  hasMirror: boolean,
  work: (servers: Servers) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'kartoteka-bench-'))
  const mock = await startMock({ MOCK_RATE: String(perSecond), MOCK_CONTACTS: String(contacts) })
  const source = createSource(
    {
      ...mockSource(mock.url, perSecond),
      ...(hasMirror && {
        mirror: { requestsPerSecond: Math.min(0.3 * perSecond, 2), setting: true },
      }),
    },
    {
      mirrorNeeds: { place: fileMirror(join(folder, 'mirror-main.sqlite')) },
      onError: console.error,
    },
  )
  const app = buildProxy({ sources: [source] })
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  const clients = addresses.map((localAddress) => new Pool(address, { localAddress }))
  try {
    return await work({ clients, source })
  } finally {
    await Promise.all(clients.map((client) => client.close()))
    await app.close()
    await mock.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function readPages(clients: Pool[], people: number): Promise<number[]> {
  const times: number[] = []
  const until = performance.now() + seconds * 1000
  const readAlong = async (person: number) => {
    const client = clients[person % clients.length]
    if (!client) return
    if (people > 1) await pause(Math.random() * 2000)
    for (let page = 1 + (person % 30); performance.now() < until; page++) {
      const path = `/api/sources/main/contacts?page=${1 + (page % 40)}&size=250`
      times.push(await timed(client, path))
      await pause(people > 1 ? 2000 + Math.random() * 2000 : 300)
    }
  }
  await Promise.all(Array.from({ length: people }, (_, person) => readAlong(person)))
  return times
}
