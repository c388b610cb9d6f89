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
import { mockSource, startMock } from './start-mock.ts'

/**
 * `npm run bench:jobs`: the duration of bulk writes at 7 requests a second, the latency of a page
 * meanwhile, and the memory of a job of 100,000 rows. Loopback, the mock in a separate process, the
 * proxy's state in a file.
 */

const perSecond = 7
const partSize = 5000

type Servers = { proxy: Pool; mock: Pool; headers: { origin: string } }

async function withServers(rate: number, work: (servers: Servers) => Promise<void>) {
  const folder = mkdtempSync(join(tmpdir(), 'kartoteka-bench-'))
  const mock = await startMock({ MOCK_RATE: String(rate), MOCK_CONTACTS: '10000' })
  const source = createSource(mockSource(mock.url, rate))
  const store = await openStore({ kind: 'sqlite', file: join(folder, 'state.sqlite') })
  const onError = (error: unknown) => console.error(error)
  const jobs = createJobs({ store, sources: [source], onError })
  const app = buildProxy({ sources: [source], jobs })
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  const servers = {
    proxy: new Pool(address),
    mock: new Pool(mock.url),
    headers: { origin: address },
  }
  try {
    await work(servers)
  } finally {
    await Promise.all([servers.proxy.close(), servers.mock.close()])
    await app.close()
    await store.close()
    await mock.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

const base = '/api/sources/main/jobs'

async function send(servers: Servers, method: 'POST' | 'PUT' | 'GET', path: string, body?: object) {
  const response = await servers.proxy.request({
    method,
    path: base + path,
    headers: { ...servers.headers, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  })
  const responseBody: unknown = await response.body.json()
  if (response.statusCode >= 300)
    throw new Error(`${response.statusCode} ${JSON.stringify(responseBody)}`)
  return jobSchema.parse(responseBody)
}

/** Sends rows in parts as an import does; the job is not started. */
async function draft(
  servers: Servers,
  order: object,
  parts: number,
  rowsOf: (index: number) => object,
) {
  const job = await send(servers, 'POST', '', { key: randomUUID(), draft: true, ...order })
  for (let index = 0; index < parts; index++)
    await send(servers, 'PUT', `/${job.id}/parts/${index + 1}`, rowsOf(index))
  return job.id
}

async function waitForEnd(servers: Servers, id: string): Promise<Job> {
  for (;;) {
    const now = await send(servers, 'GET', `/${id}`)
    if (now.state === 'done' || now.state === 'cancelled') return now
    await pause(5)
  }
}

/** Requests that the mock has received since they were last cleared. */
async function countRequests({ mock }: Servers): Promise<number> {
  const response = await mock.request({ method: 'GET', path: '/_mock/received' })
  const text = await response.body.text()
  return text.split('"url"').length - 1
}
const clearRequests = async ({ mock }: Servers) => {
  const { body } = await mock.request({ method: 'DELETE', path: '/_mock/received' })
  await body.dump()
}

const contacts = (rows: number, from = 0) =>
  Array.from({ length: rows }, (_, index) => ({
    name: `Bulk ${from + index}`,
    phones: [{ value: `+7900${String(from + index).padStart(7, '0')}`, kind: 'MOB' }],
  }))

async function atPace(
  name: string,
  order: object,
  rows: number,
  rowsOf: (index: number) => object,
) {
  await withServers(perSecond, async (servers) => {
    // Fill the caches of fields, users and companies, as in normal operation.
    for (let page = 1; page <= 5; page++) await read(servers, page)
    const id = await draft(servers, order, rows / partSize, rowsOf)
    await pause(1200) // the rate limit is fully available again
    await clearRequests(servers)
    const startedAt = performance.now()
    await send(servers, 'POST', `/${id}/start`, { rows })
    const { counts } = await waitForEnd(servers, id)
    const seconds = (performance.now() - startedAt) / 1000
    const requests = await countRequests(servers)
    const minSeconds = requests / perSecond
    console.log(
      `  ${name.padEnd(28)} ${seconds.toFixed(2)} s for ${requests} requests: ${(seconds / minSeconds).toFixed(3)} × (goal 1.05); ${JSON.stringify(counts)}`,
    )
  })
}

async function read({ proxy }: Servers, page: number, size = 50) {
  const startedAt = performance.now()
  const path = `/api/sources/main/contacts?page=${page}&size=${size}`
  const { statusCode, body } = await proxy.request({ method: 'GET', path })
  await body.dump()
  if (statusCode !== 200) throw new Error(`a read returned ${statusCode}`)
  return performance.now() - startedAt
}

async function reading(readers: number) {
  await withServers(perSecond, async (servers) => {
    for (let page = 1; page <= 40; page++) await read(servers, page, 250)
    const id = await draft(servers, { kind: 'create' }, 2, (index) => ({
      rows: contacts(partSize, index * partSize),
    }))
    await send(servers, 'POST', `/${id}/start`, { rows: 2 * partSize })
    const waits: number[] = []
    const until = performance.now() + Number(process.env['BENCH_SECONDS'] ?? 25) * 1000
    const readAlong = async (reader: number) => {
      await pause(Math.random() * 2000)
      for (let page = 1 + reader * 5; performance.now() < until; page++) {
        waits.push(await read(servers, page))
        await pause(2000 + Math.random() * 2000)
      }
    }
    await Promise.all(Array.from({ length: readers }, (_, reader) => readAlong(reader)))
    const goal = readers === 1 ? 400 : 2000
    const [p50, p95] = [quantile(waits, 0.5), quantile(waits, 0.95)]
    console.log(
      `  ${readers} reading while a job runs    p50 ${p50.toFixed(0)} ms  p95 ${p95.toFixed(0)} ms (goal ${goal} ms)`,
    )
  })
}

/** Without a rate limit, so that only the rows are measured. */
async function memory(rows: number) {
  await withServers(0, async (servers) => {
    for (let page = 1; page <= 5; page++) await read(servers, page)
    const live = () => {
      globalThis.gc?.() // only live objects remain
      return process.memoryUsage().heapUsed
    }
    const before = live()
    let peak = 0
    const watch = setInterval(() => (peak = Math.max(peak, live())), 250)
    const startedAt = performance.now()
    const id = await draft(servers, { kind: 'create' }, rows / partSize, (index) => ({
      rows: contacts(partSize, index * partSize),
    }))
    const received = (performance.now() - startedAt) / 1000
    await send(servers, 'POST', `/${id}/start`, { rows })
    const { counts } = await waitForEnd(servers, id)
    clearInterval(watch)
    const seconds = (performance.now() - startedAt) / 1000
    const after = live()
    const mb = (bytes: number) => (bytes / 1024 / 1024).toFixed(0)
    console.log(
      `  ${String(rows).padStart(7)} rows  live heap ${mb(before)} → at most ${mb(peak)} → ${mb(after)} MB; received in ${received.toFixed(1)} s, done after ${seconds.toFixed(1)} s; created ${counts.created}`,
    )
  })
}

const only = process.argv[2]
if (!only || only === 'pace') {
  console.log(`\nJobs at ${perSecond} requests a second`)
  await atPace('10,000 creates', { kind: 'create' }, 10_000, (index) => ({
    rows: contacts(partSize, index * partSize),
  }))
}
if (!only || only === 'reading') {
  console.log('\nLatency of a page meanwhile')
  for (const readers of [1, 20]) await reading(readers)
}
if (!only || only === 'memory') {
  console.log('\nMemory of the proxy and of this benchmark in one process, no limit')
  for (const rows of [10_000, 100_000]) await memory(rows)
}
