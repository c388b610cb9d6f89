import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StateConfig } from '#proxy/config.ts'
import { createPreferences } from '#proxy/views/preference-store.ts'
import { createViews, type Views } from '#proxy/views/view-store.ts'
import { migrations } from './migrations.ts'
import { openStore } from './state-store.ts'
import { startPostgres, type TestPostgres } from '#testing/postgres.ts'

type Database = StateConfig['database']

const folder = mkdtempSync(join(tmpdir(), 'kartoteka-store-'))
let postgres: TestPostgres
let made = 0

beforeAll(async () => {
  postgres = await startPostgres()
}, 120_000)
afterAll(async () => {
  await postgres.stop()
  rmSync(folder, { recursive: true })
})

const newDatabase: Record<Database['kind'], () => Promise<Database>> = {
  sqlite: async () => ({ kind: 'sqlite', file: join(folder, `${made++}`, 'state.sqlite') }),
  postgres: async () => ({ kind: 'postgres', url: await postgres.newDatabase() }),
}

const opener = `
  import { openStore } from '#proxy/store/state-store.ts'
  const store = await openStore(JSON.parse(process.argv[1]))
  await store.close()`

/** The output of a process that opens and closes the store: empty if there is no error. */
const openInProcess = (database: Database): Promise<string> =>
  runScript(opener, JSON.stringify(database))

/** The errors of a script in a process of its own. */
function runScript(script: string, argument: string): Promise<string> {
  const args = ['--no-warnings', '--input-type=module', '-e', script, argument]
  return new Promise((resolve) => {
    execFile(process.execPath, args, { timeout: 60_000 }, (error, _out, stderr) =>
      resolve(error ? `${error.message} ${stderr}` : ''),
    )
  })
}

describe.each(['sqlite', 'postgres'] as const)('a store on %s', (kind) => {
  it('is created by several processes concurrently, each migration running once', async () => {
    const database = await newDatabase[kind]()
    const ends = await Promise.all(Array.from({ length: 4 }, () => openInProcess(database)))
    expect(ends).toEqual(['', '', '', ''])
    const store = await openStore(database)
    const rows = await store.db.selectFrom('migrations').select('name').orderBy('name').execute()
    expect(rows).toEqual(migrations.map(({ name }) => ({ name })))
    await store.close()
  })

  it('is opened again with its data', async () => {
    const database = await newDatabase[kind]()
    const row = { source_id: 'a', sealed: 'x', issued_at: 1, expires_at: 2 ** 45, version: 3 }
    const first = await openStore(database)
    await first.db.insertInto('source_tokens').values(row).execute()
    await first.close()
    const second = await openStore(database)
    expect(await second.db.selectFrom('source_tokens').selectAll().execute()).toEqual([
      { ...row, revoked_version: null, lease_owner: null, lease_until: null },
    ])
    await second.close()
  })

  it('commits a transaction completely or not at all', async () => {
    const store = await openStore(await newDatabase[kind]())
    const broken = store.db.transaction().execute(async (trx) => {
      await trx.insertInto('migrations').values({ name: 'x', applied_at: 1 }).execute()
      throw new Error('in the middle')
    })
    await expect(broken).rejects.toThrow('in the middle')
    expect(await store.db.selectFrom('migrations').select('name').execute()).not.toContainEqual({
      name: 'x',
    })
    await store.close()
  })

  it('reports the time by its own clock in milliseconds', async () => {
    const store = await openStore(await newDatabase[kind]())
    const { rows } = await sql<{ now: number }>`select ${store.now} as now`.execute(store.db)
    expect(Math.abs((rows[0]?.now ?? 0) - Date.now())).toBeLessThan(5000)
    await store.close()
  })

  it('keeps views and preferences that two processes change at the same time', async () => {
    const database = await newDatabase[kind]()
    const stores = [await openStore(database), await openStore(database)]
    const ann = { id: 'ann', name: 'Ann', address: null, mayShare: true }
    const views = stores.map(createViews)
    /** What became of the same request to both. */
    const both = async <Result>(run: (of: Views) => Promise<Result>) => {
      const ends = await Promise.allSettled(views.map(run))
      return {
        done: ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : [])),
        failed: ends.flatMap((end) => (end.status === 'rejected' ? [String(end.reason)] : [])),
      }
    }
    let made = 0
    const named = await both((of) =>
      of.create('main', { key: `key ${made++}`, name: 'VIP', search: '' }, ann),
    )
    expect(named).toMatchObject({
      done: [{ isNew: true }],
      failed: [expect.stringContaining('called "VIP"')],
    })
    const repeated = await both((of) =>
      of.create('main', { key: 'one', name: 'One', search: '', isShared: true }, ann),
    )
    expect(repeated.done.filter(({ isNew }) => isNew)).toHaveLength(1)
    expect(repeated.done).toHaveLength(2)
    const target = { source: 'main', id: repeated.done[0]?.view.id ?? '', version: 1 }
    let order = 0
    const changed = await both((of) => of.change(target, { search: `page=${order++}` }, ann))
    expect(changed).toMatchObject({
      done: [{ version: 2 }],
      failed: [expect.stringContaining('its version is 2')],
    })
    const [view] = views
    const deleted = await view?.remove({ ...target, version: 2 }, ann)
    expect(deleted?.deletedAt).not.toBeNull()
    expect(await view?.restore({ ...target, version: 3 }, ann)).toMatchObject({ version: 4 })
    expect((await view?.list('main', ann))?.items.map(({ name }) => name)).toEqual(['VIP', 'One'])

    const preferences = stores.map(createPreferences)
    const themes = await Promise.all(
      preferences.map((of) => of.write('ann', [{ key: 'theme', value: 'dark', version: 0 }])),
    )
    expect(themes).toEqual([0, 1].map(() => [{ key: 'theme', value: 'dark', version: 1 }]))
    const again = [{ key: 'theme', value: ['light'] }]
    expect(await preferences[0]?.write('ann', again)).toMatchObject([{ version: 2 }])
    expect(await preferences[1]?.write('ann', again)).toMatchObject([{ version: 2 }])
    for (const store of stores) await store.close()
  })

  it('is not changed by an older version', async () => {
    const database = await newDatabase[kind]()
    const store = await openStore(database)
    const row = { name: '9999-from-the-future', applied_at: 1 }
    await store.db.insertInto('migrations').values(row).execute()
    await store.close()
    await expect(openStore(database)).rejects.toThrow(/newer Kartoteka.*9999-from-the-future/)
  })
})

it('is not taken over by a program that would be alone with the file', async () => {
  const database = await newDatabase.sqlite()
  if (database.kind !== 'sqlite') throw new Error('a file is expected')
  const running = await openStore(database)
  const versions = (of: typeof running) =>
    of.reads.selectFrom('people_state').select('version').execute()
  await versions(running)
  // Whoever gets this lock removes the log of what is written, as a backup does when it ends.
  const taken = await runScript(
    `import { DatabaseSync } from 'node:sqlite'
    const db = new DatabaseSync(process.argv[1])
    db.exec('pragma locking_mode = exclusive')
    db.prepare('select count(*) from people_state').get()`,
    database.file,
  )
  expect(taken).toContain('database is locked')
  await running.db.updateTable('people_state').set({ version: 3 }).execute()
  const other = await openStore(database)
  expect(await versions(other)).toEqual([{ version: 3 }])
  await Promise.all([other.close(), running.close()])
})

it('is a file for its owner only, and survives a power failure', async () => {
  const database = await newDatabase.sqlite()
  const store = await openStore(database)
  if (database.kind !== 'sqlite') throw new Error('not a file')
  for (const file of [database.file, `${database.file}-wal`])
    expect(statSync(file).mode & 0o777).toBe(0o600)
  const pragma = async (name: string) =>
    (await sql.raw<Record<string, unknown>>(`pragma ${name}`).execute(store.db)).rows[0]
  expect(await pragma('journal_mode')).toEqual({ journal_mode: 'wal' })
  expect(await pragma('synchronous')).toEqual({ synchronous: 2 }) // full
  await store.close()
})

it('survives a connection that Postgres ends between two statements of a transaction', async () => {
  const store = await openStore(await newDatabase.postgres())
  const count = sql<{ n: number }>`select count(*)::int as n from pg_stat_activity`
  const work = store.db.transaction().execute(async (trx) => {
    const own = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx)
    const pid = own.rows[0]?.pid
    await sql`select pg_terminate_backend(${pid})`.execute(store.db)
    await expect
      .poll(async () => (await sql`${count} where pid = ${pid}`.execute(store.db)).rows)
      .toEqual([{ n: 0 }])
    await sql`select 1`.execute(trx)
  })
  await expect(work).rejects.toThrow(/connection/i)
  expect((await sql`select 1 as one`.execute(store.db)).rows).toEqual([{ one: 1 }])
  await store.close()
})

it('names the unreachable Postgres, without the password', async () => {
  const url = 'postgres://kartoteka:very-secret@127.0.0.1:1/state'
  const error: unknown = await openStore({ kind: 'postgres', url }).catch((reason) => reason)
  expect(String(error)).toMatch(/Postgres.*127\.0\.0\.1:1\b/)
  expect(JSON.stringify([error, String(error)])).not.toContain('very-secret')
})

it('names the file it cannot open', async () => {
  const file = join(folder, 'letter.txt')
  writeFileSync(file, 'Dear Ada, '.repeat(1000))
  await expect(openStore({ kind: 'sqlite', file })).rejects.toThrow(/letter\.txt.*not a database/)
})
