import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStore, type Store } from '#proxy/store/state-store.ts'
import { localActor } from '#proxy/sources/transport/source-call.ts'
import { auditRow } from '#testing/audit-row.ts'
import { startPostgres, type TestPostgres } from '#testing/postgres.ts'
import { createAudit, type Audit } from './audit-store.ts'

let postgres: TestPostgres
const stores: Store[] = []
let store: Store
let audit: Audit
const day = 86_400_000 // milliseconds

beforeAll(async () => {
  postgres = await startPostgres()
  const url = await postgres.newDatabase()
  for (let at = 0; at < 2; at++) stores.push(await openStore({ kind: 'postgres', url }))
  store = stores[0]! // it was opened above
  audit = createAudit(store, { keep: day })
  await audit.record({ action: 'export', actor: localActor })
})
afterAll(async () => {
  await Promise.all(stores.map((one) => one.close()))
  await postgres.stop()
})

const refused = /neither changed nor deleted/
const count = async () => (await audit.page({ view: 'all', size: 50 })).items.length

it('Postgres refuses to change, delete or empty the audit log', async () => {
  const { db } = store
  const attempts = [
    () => db.updateTable('audit_entries').set({ actor_name: 'Eve' }).execute(),
    () => db.updateTable('audit_entries').set({ at: 0 }).execute(),
    () => db.deleteFrom('audit_entries').execute(),
    () => sql`truncate audit_entries`.execute(db),
    () => sql`truncate audit_entries cascade`.execute(db),
  ]
  // Before there is a retention, and with one.
  for (const attempt of attempts) await expect(attempt()).rejects.toThrow(refused)
  await audit.purge()
  for (const attempt of attempts) await expect(attempt()).rejects.toThrow(refused)
  expect(await count()).toBe(1)
})

it('Postgres lets entries go that are older than the retention, and no others', async () => {
  const old = auditRow(sql<number>`${store.now} - ${day + 1000}`)
  await store.db.insertInto('audit_entries').values(old).execute()
  expect(await count()).toBe(2)
  await audit.purge()
  expect(await count()).toBe(1)
})

it('an export that two processes settle at once is recorded once, with all of its rows', async () => {
  const about = { source: 'main', actor: localActor }
  const asked = {
    query: '',
    selected: null,
    count: 2,
    columns: ['name' as const],
    format: 'csv' as const,
  }
  const id = await audit.exports.announce(about, asked)
  const both = stores.map((one) => createAudit(one, { keep: day }))
  await Promise.all(
    Array.from({ length: 20 }, async (_, at) => both[at % 2]?.exports.count(id, about, 250)),
  )
  await store.db.updateTable('exports').set({ last_at: 0 }).execute()
  await Promise.all(both.map((one) => one.exports.recordEnded()))
  const { items } = await audit.page({ view: 'all', size: 50, action: 'exportRead' })
  expect(items).toMatchObject([{ subject: id, details: [{ attribute: 'rows', after: 5000 }] }])
})
