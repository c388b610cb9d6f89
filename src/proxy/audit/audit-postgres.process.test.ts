import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStore, type Store } from '#proxy/store/state-store.ts'
import { localActor } from '#proxy/sources/transport/source-call.ts'
import { auditRow } from '#testing/audit-row.ts'
import { startPostgres, type TestPostgres } from '#testing/postgres.ts'
import { createAudit, type Audit } from './audit-store.ts'

let postgres: TestPostgres
let store: Store
let audit: Audit
const day = 86_400_000 // milliseconds

beforeAll(async () => {
  postgres = await startPostgres()
  const url = await postgres.newDatabase()
  store = await openStore({ kind: 'postgres', url })
  audit = createAudit(store, { keep: day })
  await audit.record({ action: 'export', actor: localActor })
})
afterAll(async () => {
  await store.close()
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
