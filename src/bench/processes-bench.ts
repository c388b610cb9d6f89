import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Pool } from 'undici'
import { z } from 'zod'
import { startOwnPostgres } from '#testing/postgres.ts'
import { addressOf, startProgram } from '#testing/program.ts'
import { quantile } from './quantile.ts'
import { startMock } from './start-mock.ts'

/**
 * `npm run bench:processes`: three proxies on one Postgres share the copy of one source of seven
 * requests a second, and 600 people each turn a page of 250 every 3 s. All of it, the people
 * included, runs on this machine.
 */

const perSecond = 7
const contacts = Number(process.argv[2] ?? 10_000)
const seconds = Number(process.env['BENCH_SECONDS'] ?? 30)
const proxies = 3
/** Machines that read: a proxy limits what one of them has open. */
const machines = Array.from({ length: 12 }, (_, index) => `127.0.0.${index + 2}`)

const status = z.object({ isComplete: z.boolean() })

const folder = mkdtempSync(join(tmpdir(), 'kartoteka-bench-'))
const postgres = await startOwnPostgres([
  'fsync=off',
  'shared_buffers=256MB',
  'max_connections=100',
])
const mock = await startMock({ MOCK_RATE: String(perSecond), MOCK_CONTACTS: String(contacts) })
const config = join(folder, 'kartoteka.json')
writeFileSync(
  config,
  JSON.stringify({
    sources: [
      {
        id: 'main',
        kind: 'amo-v4',
        title: 'Main',
        url: mock.url,
        requestsPerSecond: perSecond,
        token: { env: 'SOURCE_TOKEN' },
        mirror: true,
      },
    ],
  }),
)
const env = {
  KARTOTEKA_CONFIG: config,
  DATABASE_URL: await postgres.newDatabase(),
  SOURCE_TOKEN: 'demo-token',
  PORT: '0',
}
const programs = Array.from({ length: proxies }, () => startProgram(['src/proxy/main.ts'], env))
try {
  const addresses = await Promise.all(programs.map(addressOf))
  const startedAt = performance.now()
  for (const address of addresses)
    while (!(await isComplete(address))) {
      if (performance.now() - startedAt > 600_000) throw new Error('The copy is not complete')
      await pause(250)
    }
  console.log(
    `${contacts.toLocaleString('en')} contacts, ${proxies} proxies, ${perSecond} requests a second`,
  )
  console.log(
    `  complete in all after      ${((performance.now() - startedAt) / 1000).toFixed(1)} s`,
  )
  for (const people of [60, 200, 600]) await measure(addresses, people)
} finally {
  for (const program of programs) await program.stop()
  await mock.stop()
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
}

async function isComplete(address: string): Promise<boolean> {
  const response = await fetch(`${address}/api/sources/main/mirror`)
  return status.parse(await response.json()).isComplete
}

async function measure(addresses: string[], people: number) {
  const pools = addresses.map((address) =>
    machines.map((localAddress) => new Pool(address, { localAddress, connections: 16 })),
  )
  const times: number[] = []
  let refused = 0
  const until = performance.now() + seconds * 1000
  const readAlong = async (person: number) => {
    const pool = pools[person % proxies]?.[person % machines.length]
    if (!pool) throw new Error('no connection')
    await pause(Math.random() * 3000)
    for (let page = person; performance.now() < until; page++) {
      const path = `/api/sources/main/contacts?sort=name&page=${1 + (page % 40)}&size=250`
      const askedAt = performance.now()
      const { statusCode, body } = await pool.request({ method: 'GET', path })
      await body.dump()
      if (statusCode === 200) times.push(performance.now() - askedAt)
      else refused += 1
      await pause(2000 + Math.random() * 2000)
    }
  }
  await Promise.all(Array.from({ length: people }, (_, person) => readAlong(person)))
  const rate = (times.length / seconds).toFixed(0)
  console.log(
    `  ${people} people, a page each 3 s: ${times.length} pages, ${rate} a second, p50 ${quantile(times, 0.5).toFixed(0)} ms, p95 ${quantile(times, 0.95).toFixed(0)} ms; ${refused} refused`,
  )
  await Promise.all(pools.flat().map((pool) => pool.close()))
}
