import { sql } from 'kysely'
import { maxEventIds } from '#contract/api/proxy-events.ts'
import { nameKey } from './contact-entry.ts'
import type { WritableDatabase, Writing } from './writable-database.ts'

export type Names = [id: number, name: string][]
export type NamesKind = 'user' | 'company'

/** Of companies; one more than an event names, if there are more. */
export async function contactsOf(
  { db, dialect }: WritableDatabase,
  companies: number[],
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`select id from contacts
    where ${dialect.isIn(sql.ref('company_id'), companies)} limit ${maxEventIds + 1}`.execute(db)
  return rows.map(({ id }) => id)
}

const referring = { user: ['responsible', 'created_by', 'updated_by'], company: ['company'] }

/** One statement for each column and name that rows refer to; rows themselves have no names. */
export async function changeKeys(
  { dialect }: WritableDatabase,
  db: Writing,
  kind: NamesKind,
  changed: Names,
): Promise<void> {
  const ids = changed.map(([id]) => id)
  for (const column of referring[kind]) {
    const { rows } = await sql<{ id: number }>`select distinct ${sql.ref(`${column}_id`)} as id
      from contacts where ${dialect.isIn(sql.ref(`${column}_id`), ids)}`.execute(db)
    const referred = new Set(rows.map(({ id }) => id))
    for (const [id, name] of changed) {
      if (!referred.has(id)) continue
      const key = nameKey(kind, id, name)
      await sql`update contacts set ${sql.ref(`${column}_key`)} = ${key}
        where ${sql.ref(`${column}_id`)} = ${id}
          and (${sql.ref(`${column}_key`)} is null or ${sql.ref(`${column}_key`)} <> ${key})`.execute(
        db,
      )
    }
  }
}
