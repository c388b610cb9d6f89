import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StateConfig } from '#proxy/config.ts'
import { createJobs } from '#proxy/jobs/job-service.ts'
import { buildProxy } from '#proxy/proxy-app.ts'
import { openJobClient } from '#testing/job-client.ts'
import { startPostgres, type TestPostgres } from '#testing/postgres.ts'
import { buildStack } from '#testing/stack.ts'
import { migrations } from './migrations.ts'
import { connectStore, openStore, type Store } from './state-store.ts'

const ended = '0a1b2c3d-0000-4000-a000-000000000001'
const waiting = '0a1b2c3d-0000-4000-a000-000000000002'
const busy = '0a1b2c3d-0000-4000-a000-000000000003'

const folder = mkdtempSync(join(tmpdir(), 'kartoteka-former-'))
let postgres: TestPostgres
beforeAll(async () => {
  postgres = await startPostgres()
}, 60_000)
afterAll(async () => {
  await postgres.stop()
  rmSync(folder, { recursive: true })
})

/** The tables of 0.1.0, as its three migrations made them. */
async function migrateToFirstVersion({ db, dialect, now }: Store): Promise<void> {
  await sql`create table migrations (name text primary key, applied_at bigint not null)`.execute(db)
  for (const { name, up } of migrations.slice(0, 3)) {
    await up(db, dialect)
    await db.insertInto('migrations').values({ name, applied_at: now }).execute()
  }
}

/** As 0.1.0 wrote it: a job that ended with refused rows, and two that wait for their source. */
async function writeFormerJobs({ db }: Store): Promise<void> {
  const insertJob = (id: string, state: string, reason: string | null, refused: number) =>
    sql`insert into jobs
      (id, source_id, kind, state, key, hash, total, created_at, is_cancelled, waiting, created, refused)
      values (${id}, 'main', 'create', ${state}, ${id}, 'h', 4, 1000, 0, ${reason}, ${state === 'done' ? 1 : 0}, ${refused})`.execute(
      db,
    )
  await insertJob(ended, 'done', null, 3)
  await insertJob(waiting, 'open', 'nonsense', 0)
  await insertJob(busy, 'open', 'busy', 0)
  const insertRow = (line: number, outcome: string, result: object, name = `Ada ${line}`) =>
    sql`insert into job_rows (job_id, line, name, input, outcome, result, mark_id, mark_at)
      values (${ended}, ${line}, ${name}, ${JSON.stringify({ name })}, ${outcome}, ${JSON.stringify(result)}, 77, 900)`.execute(
      db,
    )
  const reasons = (code: string, message: string) => ({
    reasons: [{ field: null, code, message }],
  })
  await insertRow(1, 'created', { id: 78 })
  await insertRow(2, 'refused', reasons('refused', 'the form says "code":"nonsense"'))
  await insertRow(3, 'refused', reasons('nonsense', 'broken'))
  await insertRow(4, 'refused', reasons('missing', 'gone'))
}

const newDatabase: Record<Store['dialect'], () => Promise<StateConfig['database']>> = {
  sqlite: async () => ({ kind: 'sqlite', file: join(folder, 'state.sqlite') }),
  postgres: async () => ({ kind: 'postgres', url: await postgres.newDatabase() }),
}

describe.each(['sqlite', 'postgres'] as const)('a state of 0.1.0 on %s', (kind) => {
  it('is migrated and read under the current names', async () => {
    const database = await newDatabase[kind]()
    const former = connectStore(database)
    await migrateToFirstVersion(former)
    await writeFormerJobs(former)
    await former.close()

    const store = await openStore(database)
    const { sources } = buildStack({ contacts: 0 })
    const list = Object.values(sources)
    // The jobs are not started: the stored state is what is read.
    const jobs = createJobs({ store, sources: list })
    const proxy = buildProxy({ sources: list, jobs })
    const jobClient = openJobClient({ proxy })

    expect(await jobClient.read(ended)).toMatchObject({
      state: 'done',
      counts: { created: 1, rejected: 3, pending: 0 },
    })
    expect(await jobClient.read(waiting)).toMatchObject({
      state: 'waiting',
      waiting: { reason: 'invalid_response' },
    })
    expect(await jobClient.read(busy)).toMatchObject({ waiting: { reason: 'rate_limited' } })
    const rows = await jobClient.rows(ended)
    expect(rows.map(({ result }) => result)).toEqual([
      { outcome: 'created', id: 78 },
      {
        outcome: 'rejected',
        reasons: [{ field: null, code: 'rejected', message: 'the form says "code":"nonsense"' }],
      },
      {
        outcome: 'rejected',
        reasons: [{ field: null, code: 'invalid_response', message: 'broken' }],
      },
      { outcome: 'rejected', reasons: [{ field: null, code: 'not_found', message: 'gone' }] },
    ])
    const cursors = await store.db
      .selectFrom('job_rows')
      .select(['created_after_id', 'created_after_at'])
      .where('line', '=', 1)
      .execute()
    expect(cursors).toEqual([{ created_after_id: 77, created_after_at: 900 }])

    // Requests of 0.1.0 use the former name of the outcome.
    const named = await jobClient.ask('GET', `/${ended}/rows?outcome=refused&size=50`)
    expect(named.json()).toMatchObject({ items: [{ line: 2 }, { line: 3 }, { line: 4 }] })
    const retry = { key: 'retry-of-former', outcomes: ['refused'] }
    expect((await jobClient.ask('POST', `/${ended}/retry`, retry)).json()).toMatchObject({
      total: 3,
      retryOf: ended,
    })
    await proxy.close()
    await store.close()
  })
})
