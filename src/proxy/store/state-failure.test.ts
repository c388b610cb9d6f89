import { mkdtempSync, rmSync, writeFileSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { sql } from 'kysely'
import { afterAll, afterEach, expect, it } from 'vitest'
import { createJobs } from '#proxy/jobs/job-service.ts'
import { logOptions } from '#proxy/log.ts'
import { buildProxy } from '#proxy/proxy-app.ts'
import { buildStack } from '#testing/stack.ts'
import { migrate } from './migrate.ts'
import { lockProxyRole } from './proxy-lock.ts'
import { connectStore, openStore } from './state-store.ts'

const folder = mkdtempSync(join(tmpdir(), 'kartoteka-state-'))
const closers: (() => unknown)[] = []
let made = 0
const newFile = () => join(folder, `${made++}.sqlite`)
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})
afterAll(() => rmSync(folder, { recursive: true }))

const origin = 'http://localhost:80'
const url = '/api/sources/main/jobs'
const order = (key: string, name = 'Ada') => ({ key, kind: 'create', rows: [{ name }] })

/** A proxy whose state is a file, with a short timeout for locks of that file. */
async function proxyOnFile(lockWaitMs = 300) {
  const file = newFile()
  const store = connectStore({ kind: 'sqlite', file }, lockWaitMs)
  await migrate(store)
  const lines: string[] = []
  const { sources } = buildStack({ contacts: 1 })
  const list = Object.values(sources)
  const proxy = buildProxy({
    sources: list,
    jobs: createJobs({ store, sources: list }),
    checkReady: () => store.ping(),
    logger: logOptions('error', { write: (line) => void lines.push(line) }),
  })
  await proxy.ready()
  closers.push(
    () => store.close(),
    () => proxy.close(),
  )
  const post = (payload: object) =>
    proxy.inject({ method: 'POST', url, headers: { origin }, payload })
  return { file, store, proxy, post, log: () => lines.join('') }
}

it('serves requests that need no state while it is locked, and reports it to the others', async () => {
  const { file, proxy, post } = await proxyOnFile(1500)
  const other = new DatabaseSync(file)
  closers.push(() => other.close())
  other.exec('begin immediate')
  let isAnswered = false
  const waiting = post(order('locked-state')).finally(() => (isAnswered = true))
  let healthy = 0
  while (!isAnswered) {
    expect((await proxy.inject('/healthz')).statusCode).toBe(200)
    if (!isAnswered) healthy += 1
    // one turn of the event loop, as between requests
    await new Promise((resolve) => setImmediate(resolve))
  }
  expect(healthy).toBeGreaterThan(3)
  const answer = await waiting
  expect(answer.statusCode).toBe(503)
  expect(answer.json()).toMatchObject({ code: 'state_unavailable' })
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
  expect((await proxy.inject('/readyz')).statusCode).toBe(503)
  // Requests that need no state are not affected.
  expect((await proxy.inject('/api/sources/main/contacts')).statusCode).toBe(200)
  other.exec('rollback')
  expect((await post(order('locked-state'))).statusCode).toBe(201)
  expect((await proxy.inject('/readyz')).statusCode).toBe(200)
})

it('rejects requests that wait behind others for a locked state in time', async () => {
  const { file, post } = await proxyOnFile()
  const other = new DatabaseSync(file)
  closers.push(() => other.close())
  other.exec('begin immediate')
  const began = performance.now()
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) => post(order(`key-number-${index}`))),
  )
  expect(answers.map(({ statusCode }) => statusCode)).toEqual(answers.map(() => 503))
  // Each one waited for the lock once, not once for each request before it.
  expect(performance.now() - began).toBeLessThan(5000)
})

it('continues as soon as the lock is released', async () => {
  const { file, store, post } = await proxyOnFile(60_000)
  const other = new DatabaseSync(file)
  closers.push(() => other.close())
  other.exec('begin immediate')
  let isOver = false
  const waiting = store.db
    .insertInto('job_parts')
    .values({ job_id: 'patient', part: 1, hash: '', rows: 1 })
    .execute()
    .finally(() => (isOver = true))
  // It is tried within this turn of the event loop, and again later.
  await new Promise((resolve) => setImmediate(resolve))
  expect(isOver).toBe(false)
  other.exec('rollback')
  await waiting
  expect((await post(order('patient-key'))).statusCode).toBe(201)
})

it('reports that its disk is full, without a second error', async () => {
  const { store, post, log } = await proxyOnFile()
  const pages = await sql<{ page_count: number }>`pragma page_count`.execute(store.db)
  await sql.raw(`pragma max_page_count = ${pages.rows[0]?.page_count}`).execute(store.db)
  const answer = await post({
    key: 'too-much-for-it',
    kind: 'create',
    rows: Array.from({ length: 400 }, (_, index) => ({ name: `Ada ${index} ${'x'.repeat(200)}` })),
  })
  expect(answer.statusCode).toBe(507)
  expect(answer.json()).toMatchObject({ code: 'state_full' })
  expect(log()).toContain('database or disk is full')
  expect(log()).not.toContain('cannot rollback')
  await sql`pragma max_page_count = 1000000`.execute(store.db)
  expect((await post(order('small-one'))).statusCode).toBe(201)
})

it('reports that its disk is full if SQLite has rolled back the transaction itself', async () => {
  const { store } = await proxyOnFile()
  const pages = await sql<{ page_count: number }>`pragma page_count`.execute(store.db)
  await sql.raw(`pragma max_page_count = ${pages.rows[0]?.page_count}`).execute(store.db)
  const filling = store.db.transaction().execute(async (trx) => {
    for (let part = 0; part < 500; part++)
      await trx
        .insertInto('job_parts')
        .values({ job_id: 'x'.repeat(500), part, hash: '', rows: 1 })
        .execute()
  })
  await expect(filling).rejects.toThrow('database or disk is full')
  const { count } = await store.db
    .selectFrom('job_parts')
    .select((row) => row.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  expect(count).toBe(0)
})

it('is not ready while its state cannot be written', async () => {
  const { store, proxy } = await proxyOnFile()
  expect((await proxy.inject('/readyz')).statusCode).toBe(200)
  await sql`pragma query_only = on`.execute(store.db)
  expect((await proxy.inject('/readyz')).statusCode).toBe(503)
  await sql`pragma query_only = off`.execute(store.db)
  expect((await proxy.inject('/readyz')).statusCode).toBe(200)
})

it('does not open a damaged state, and reports it, even if opening does not touch the damage', async () => {
  const file = newFile()
  const store = await openStore({ kind: 'sqlite', file })
  const sealed = 'x'.repeat(100)
  const rows = Array.from({ length: 300 }, (_, index) => ({
    source_id: `source-${index}`,
    sealed,
    issued_at: 1,
    expires_at: 2,
    version: 1,
  }))
  await store.db.insertInto('source_tokens').values(rows).execute()
  await store.close()
  const bytes = readFileSync(file)
  const page = bytes.readUInt16BE(16)
  let damaged = 0
  for (let start = page; start + page <= bytes.length; start += page)
    if (bytes.subarray(start, start + page).includes(sealed)) {
      bytes.fill(0xaa, start + 3, start + 40)
      damaged += 1
    }
  expect(damaged).toBeGreaterThan(0)
  writeFileSync(file, bytes)
  await expect(openStore({ kind: 'sqlite', file })).rejects.toThrow(
    /Cannot open the state in .*damaged/,
  )
})

it('allows one proxy on a file and rejects the next, under any name of the file', async () => {
  const file = newFile()
  const lock = lockProxyRole({ kind: 'sqlite', file })
  const again = () =>
    lockProxyRole({
      kind: 'sqlite',
      file: join(folder, '..', folder.split('/').at(-1)!, file.split('/').at(-1)!),
    })
  expect(again).toThrow(/another proxy uses the state in .*KARTOTEKA_STATE/)
  // Other programs use it concurrently with the proxy.
  const store = await openStore({ kind: 'sqlite', file })
  await store.ping()
  await store.close()
  expect(again).toThrow('another proxy')
  lock.release()
  const next = again()
  next.release()
})

it('requires no lock without a file', () => {
  const locks = [1, 2].map(() => lockProxyRole({ kind: 'sqlite', file: ':memory:' }))
  expect(locks).toHaveLength(2)
})
