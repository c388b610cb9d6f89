import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { Pool } from 'undici'
import { job as jobSchema, type Job } from '#contract/api/jobs.ts'
import { buildProxy } from '#proxy/proxy-app.ts'
import { createJobs } from '#proxy/jobs/job-service.ts'
import { createSource } from '#proxy/sources/create-source.ts'
import { openStore } from '#proxy/store/state-store.ts'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { quantile } from './quantile.ts'
import { startMock } from './start-mock.ts'

/**
 * `npm run bench:jobs`: how long bulk writes take at 7 requests a second, how long a person waits
 * meanwhile, and what a job of 100,000 rows costs in memory. Loopback, the mock in a process of its
 * own, the proxy's state in a file.
 */

const perSecond = 7
const part = 5000

type House = { proxy: Pool; mock: Pool; own: { origin: string } }

async function inHouse(rate: number, work: (house: House) => Promise<void>) {
  const folder = mkdtempSync(join(tmpdir(), 'kartoteka-bench-'))
  const mock = await startMock({ MOCK_RATE: String(rate), MOCK_CONTACTS: '10000' })
  const source = createSource({
    id: 'main',
    kind: 'amo-v4',
    title: 'Main',
    url: mock.url,
    webUrl: null,
    requestsPerSecond: rate,
    access: { kind: 'token', token: 'demo-token' },
  })
  const store = await openStore({ kind: 'sqlite', file: join(folder, 'state.sqlite') })
  const onError = (error: unknown) => console.error(error)
  const jobs = createJobs({ store, sources: [source], onError })
  const app = buildProxy({ sources: [source], jobs })
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  const house = { proxy: new Pool(address), mock: new Pool(mock.url), own: { origin: address } }
  try {
    await work(house)
  } finally {
    await Promise.all([house.proxy.close(), house.mock.close()])
    await app.close()
    await store.close()
    await mock.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

const base = '/api/sources/main/jobs'

async function ask(house: House, method: 'POST' | 'PUT' | 'GET', path: string, body?: object) {
  const answer = await house.proxy.request({
    method,
    path: base + path,
    headers: { ...house.own, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  })
  const said: unknown = await answer.body.json()
  if (answer.statusCode >= 300) throw new Error(`${answer.statusCode} ${JSON.stringify(said)}`)
  return jobSchema.parse(said)
}

/** Sends rows in parts as an import does; the job has not begun. */
async function draft(house: House, order: object, parts: number, rowsOf: (at: number) => object) {
  const made = await ask(house, 'POST', '', { key: randomUUID(), draft: true, ...order })
  for (let at = 0; at < parts; at++)
    await ask(house, 'PUT', `/${made.id}/parts/${at + 1}`, rowsOf(at))
  return made.id
}

async function untilEnded(house: House, id: string): Promise<Job> {
  for (;;) {
    const now = await ask(house, 'GET', `/${id}`)
    if (now.state === 'done' || now.state === 'cancelled') return now
    await pause(5)
  }
}

/** Requests that the mock has heard since it was last asked to forget. */
async function heard({ mock }: House): Promise<number> {
  const answer = await mock.request({ method: 'GET', path: '/_mock/received' })
  const text = await answer.body.text()
  return text.split('"url"').length - 1
}
const forget = async ({ mock }: House) => {
  const { body } = await mock.request({ method: 'DELETE', path: '/_mock/received' })
  await body.dump()
}

const people = (rows: number, from = 0) =>
  Array.from({ length: rows }, (_, at) => ({
    name: `Bulk ${from + at}`,
    phones: [{ value: `+7900${String(from + at).padStart(7, '0')}`, kind: 'MOB' }],
  }))

async function atPace(name: string, order: object, rows: number, rowsOf: (at: number) => object) {
  await inHouse(perSecond, async (house) => {
    // As on any day but the first minute: fields, people and companies are known.
    for (let page = 1; page <= 5; page++) await read(house, page)
    const id = await draft(house, order, rows / part, rowsOf)
    await pause(1200) // the budget is full again
    await forget(house)
    const began = performance.now()
    await ask(house, 'POST', `/${id}/start`, { rows })
    const { counts } = await untilEnded(house, id)
    const seconds = (performance.now() - began) / 1000
    const requests = await heard(house)
    const least = requests / perSecond
    console.log(
      `  ${name.padEnd(28)} ${seconds.toFixed(2)} s for ${requests} requests: ${(seconds / least).toFixed(3)} × (goal 1.05); ${JSON.stringify(counts)}`,
    )
  })
}

async function read({ proxy }: House, page: number, size = 50) {
  const began = performance.now()
  const path = `/api/sources/main/contacts?page=${page}&size=${size}`
  const { statusCode, body } = await proxy.request({ method: 'GET', path })
  await body.dump()
  if (statusCode !== 200) throw new Error(`a read was answered ${statusCode}`)
  return performance.now() - began
}

async function reading(people_: number) {
  await inHouse(perSecond, async (house) => {
    for (let page = 1; page <= 40; page++) await read(house, page, 250)
    const id = await draft(house, { kind: 'create' }, 2, (at) => ({
      rows: people(part, at * part),
    }))
    await ask(house, 'POST', `/${id}/start`, { rows: 2 * part })
    const waits: number[] = []
    const until = performance.now() + Number(process.env['BENCH_SECONDS'] ?? 25) * 1000
    const one = async (reader: number) => {
      await pause(Math.random() * 2000)
      for (let page = 1 + reader * 5; performance.now() < until; page++) {
        waits.push(await read(house, page))
        await pause(2000 + Math.random() * 2000)
      }
    }
    await Promise.all(Array.from({ length: people_ }, (_, reader) => one(reader)))
    const goal = people_ === 1 ? 400 : 2000
    const [p50, p95] = [quantile(waits, 0.5), quantile(waits, 0.95)]
    console.log(
      `  ${people_} reading while a job runs    p50 ${p50.toFixed(0)} ms  p95 ${p95.toFixed(0)} ms (goal ${goal} ms)`,
    )
  })
}

/** Without a limit, so that the rows are what is measured. */
async function memory(rows: number) {
  await inHouse(0, async (house) => {
    for (let page = 1; page <= 5; page++) await read(house, page)
    const live = () => {
      globalThis.gc?.() // what is left is what is really held
      return process.memoryUsage().heapUsed
    }
    const before = live()
    let most = 0
    const watch = setInterval(() => (most = Math.max(most, live())), 250)
    const began = performance.now()
    const id = await draft(house, { kind: 'create' }, rows / part, (at) => ({
      rows: people(part, at * part),
    }))
    const received = (performance.now() - began) / 1000
    await ask(house, 'POST', `/${id}/start`, { rows })
    const { counts } = await untilEnded(house, id)
    clearInterval(watch)
    const seconds = (performance.now() - began) / 1000
    const after = live()
    const mb = (bytes: number) => (bytes / 1024 / 1024).toFixed(0)
    console.log(
      `  ${String(rows).padStart(7)} rows  live heap ${mb(before)} → at most ${mb(most)} → ${mb(after)} MB; received in ${received.toFixed(1)} s, done after ${seconds.toFixed(1)} s; created ${counts.created}`,
    )
  })
}

const only = process.argv[2]
if (!only || only === 'pace') {
  console.log(`\nJobs at ${perSecond} requests a second`)
  await atPace('10,000 creates', { kind: 'create' }, 10_000, (at) => ({
    rows: people(part, at * part),
  }))
}
if (!only || only === 'reading') {
  console.log('\nThe wait for a page meanwhile')
  for (const readers of [1, 20]) await reading(readers)
}
if (!only || only === 'memory') {
  console.log('\nMemory of the proxy and of this benchmark in one process, no limit')
  for (const rows of [10_000, 100_000]) await memory(rows)
}
