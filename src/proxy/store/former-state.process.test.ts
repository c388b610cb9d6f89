import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StateConfig } from '#proxy/config.ts'
import { createJobs } from '#proxy/jobs/job-service.ts'
import { buildProxy } from '#proxy/proxy-app.ts'
import { addLead } from '#mock/mock-fixtures.ts'
import { companyParts } from '#testing/entity-parts.ts'
import { openJobClient } from '#testing/job-client.ts'
import { startPostgres, type TestPostgres } from '#testing/postgres.ts'
import { buildStack } from '#testing/stack.ts'
import { migrations } from './migrations.ts'
import { connectStore, openStore, type Store } from './state-store.ts'

const ended = '0a1b2c3d-0000-4000-a000-000000000001'
const waiting = '0a1b2c3d-0000-4000-a000-000000000002'
const busy = '0a1b2c3d-0000-4000-a000-000000000003'
const edited = '0a1b2c3d-0000-4000-a000-000000000004'
const linked = '0a1b2c3d-0000-4000-a000-000000000005'

const folder = mkdtempSync(join(tmpdir(), 'kartoteka-former-'))
let postgres: TestPostgres
beforeAll(async () => {
  postgres = await startPostgres()
}, 120_000)
afterAll(async () => {
  await postgres.stop()
  rmSync(folder, { recursive: true })
})

/** The tables of 0.1.0, created by its three migrations. */
async function migrateToFirstVersion({ db, dialect, now }: Store): Promise<void> {
  await sql`create table migrations (name text primary key, applied_at bigint not null)`.execute(db)
  for (const { name, up } of migrations.slice(0, 3)) {
    await up(db, dialect)
    await db.insertInto('migrations').values({ name, applied_at: now }).execute()
  }
}

/**
 * Data as written by 0.1.0: a job that ended with refused rows, and two that wait for their source.
 */
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

const position = 4396817 // a text field of the account
const phoneField = 4396818

/** An edit and a job of links in the format of 0.1.0: shared patches, images and results. */
async function writeFormerEdits({ db }: Store): Promise<void> {
  const insertJob = (id: string, kind: string, shared: object | null, total: number) =>
    sql`insert into jobs
      (id, source_id, kind, state, key, hash, shared, total, created_at, ended_at, is_cancelled, changed)
      values (${id}, 'main', ${kind}, 'done', ${id}, 'h', ${shared && JSON.stringify(shared)}, ${total}, 1000, 1000, 0, 1)`.execute(
      db,
    )
  type Row = { outcome: string; input?: object; result?: object; base?: object; after?: object }
  const text = (value?: object) => (value ? JSON.stringify(value) : null)
  const insertRow = (job: string, line: number, { outcome, input, result, base, after }: Row) =>
    sql`insert into job_rows (job_id, line, contact_id, input, outcome, result, base, after, chunk)
      values (${job}, ${line}, ${line}, ${text(input)}, ${outcome}, ${text(result)}, ${text(base)}, ${text(after)}, 'c')`.execute(
      db,
    )
  const content = (...values: string[]) => ({ kind: 'text', values })
  await insertJob(edited, 'edit', { patch: { lastName: 'L', tags: { add: ['new'] } } }, 2)
  await insertRow(edited, 1, {
    outcome: 'changed',
    result: { id: 1, fields: ['lastName', 'tags', `fields.${position}`], updatedAt: null },
    base: {
      contact: {
        firstName: 'Ada',
        lastName: 'Old',
        tags: ['old'],
        fields: [
          { id: position, content: null },
          { id: phoneField, content: { kind: 'multitext', values: [{ value: '+1', kind: null }] } },
        ],
      },
    },
    after: {
      contact: {
        firstName: 'Ada',
        lastName: 'L',
        tags: ['old', 'new'],
        fields: [
          { id: position, content: content('Boss') },
          { id: phoneField, content: { kind: 'multitext', values: [{ value: '+2', kind: null }] } },
        ],
      },
    },
  })
  await insertRow(edited, 2, {
    outcome: 'conflict',
    input: {
      patch: {
        name: 'Mine',
        responsible: 0,
        phones: { remove: ['+1'] },
        fields: [{ id: position, values: [{ value: 'Boss' }] }],
      },
      before: { name: 'Seen', fields: [{ id: position, content: content('Clerk') }] },
    },
    result: {
      id: 2,
      conflicts: [
        { field: 'name', before: 'Seen', mine: 'Mine', theirs: 'Theirs' },
        {
          field: `fields.${position}`,
          before: content('Clerk'),
          mine: content('Boss'),
          theirs: content('Chief'),
        },
      ],
    },
  })
  await insertJob(linked, 'link', { change: { link: [{ target: 'leads', id: 45 }] } }, 1)
  await insertRow(linked, 1, {
    outcome: 'changed',
    result: { id: 1, fields: ['links.leads.45', 'links.companies'], updatedAt: null },
    base: {
      links: [
        { place: 'leads.45', link: null },
        { place: 'companies', link: { target: 'companies', id: 7 } },
      ],
    },
    after: {
      links: [
        { place: 'leads.45', link: { target: 'leads', id: 45 } },
        { place: 'companies', link: { target: 'companies', id: 8 } },
      ],
    },
  })
}

const newDatabase: Record<Store['dialect'], () => Promise<StateConfig['database']>> = {
  sqlite: async () => ({ kind: 'sqlite', file: join(folder, `${randomUUID()}.sqlite`) }),
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
    // Jobs are not started, because the test reads the stored state.
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
      { outcome: 'created', id: 78, updatedAt: null, notSaved: [] },
      {
        outcome: 'rejected',
        issues: [{ attribute: null, code: 'rejected', message: 'the form says "code":"nonsense"' }],
      },
      {
        outcome: 'rejected',
        issues: [{ attribute: null, code: 'invalid_response', message: 'broken' }],
      },
      { outcome: 'rejected', issues: [{ attribute: null, code: 'not_found', message: 'gone' }] },
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

  it('is undone and retried as by the version that wrote it', async () => {
    const database = await newDatabase[kind]()
    const former = connectStore(database)
    await migrateToFirstVersion(former)
    await writeFormerEdits(former)
    await former.close()

    const store = await openStore(database)
    const { sources, mock } = buildStack({ contacts: 0 })
    for (const id of [7, 8]) mock.store.companies.save({ id, name: `C ${id}`, ...companyParts })
    for (const id of [45, 46]) addLead(mock, id)
    const names = { first_name: 'Ada', last_name: 'L', name: 'Ada L' }
    const tags = ['old', 'new', 'theirs']
    mock.store.addContact({ id: 1, ...names, tags, phones: ['+2'], company_id: 8 })
    mock.store.addContact({ id: 2, name: 'Theirs', phones: ['+1'] })
    const setPosition = (id: number, value: string) => {
      const [field, contact] = [mock.store.directory.field(position), mock.store.contact(id)]
      if (!field || !contact) throw new Error('the account has no such field or contact')
      mock.store.updateContact(contact, { fields: [{ field, values: [{ value }] }] }, 504_142)
    }
    setPosition(1, 'Boss')
    setPosition(2, 'Chief')
    for (const id of [45, 46]) mock.store.linkTo('leads', 1, id)
    const errors: unknown[] = []
    const list = Object.values(sources)
    const jobs = createJobs({ store, sources: list, onError: (error) => errors.push(error) })
    const proxy = buildProxy({ sources: list, jobs })
    const jobClient = openJobClient({ proxy })

    expect(await jobClient.read(edited)).toMatchObject({ actor: null, counts: { invalid: 0 } })
    const preview = await jobClient.preview(edited)
    expect(preview.items).toMatchObject([{ contactId: 1, would: 'restore' }])
    expect((await jobClient.undo(edited)).job.counts).toMatchObject({ changed: 1 })
    expect((await jobClient.undo(linked)).job.counts).toMatchObject({ changed: 1 })
    const held = mock.store.contact(1)
    expect(held).toMatchObject({ name: 'Ada Old', last_name: 'Old', company_id: 7 })
    expect(held?.tags.map(({ name }) => name).toSorted()).toEqual(['old', 'theirs'])
    expect(held?.custom_fields_values).toMatchObject([
      { field_code: 'PHONE', values: [{ value: '+1' }] },
    ])
    expect(mock.store.links.all(1).map(({ to_id: id }) => id)).toEqual([46])

    const { job, rows } = await jobClient.retry(edited, { outcomes: ['conflict'], overwrite: true })
    expect(errors).toEqual([])
    expect(rows.map(({ result }) => result)).toMatchObject([{ outcome: 'changed' }])
    expect(job.counts).toMatchObject({ changed: 1 })
    const retried = mock.store.contact(2)
    expect(retried).toMatchObject({ name: 'Mine', responsible_user_id: 0 })
    expect(JSON.stringify(retried?.custom_fields_values)).toContain('Boss')
    expect(JSON.stringify(retried?.custom_fields_values)).not.toContain('+1')
    await proxy.close()
    await store.close()
  })
})
