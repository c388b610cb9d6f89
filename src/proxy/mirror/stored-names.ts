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

/** One statement for each column and name; rows themselves have no names. */
export async function changeKeys(db: Writing, kind: NamesKind, changed: Names): Promise<void> {
  for (const [id, name] of changed) {
    const key = nameKey(kind, id, name)
    for (const column of referring[kind])
      await sql`update contacts set ${sql.ref(`${column}_key`)} = ${key}
        where ${sql.ref(`${column}_id`)} = ${id}
          and (${sql.ref(`${column}_key`)} is null or ${sql.ref(`${column}_key`)} <> ${key})`.execute(
        db,
      )
  }
}
