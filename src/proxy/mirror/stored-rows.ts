import { sql, type Kysely, type Transaction } from 'kysely'
import type { ContactEntry } from './contact-entry.ts'
import type { InsertRows } from './mirror-database.ts'
import { searchTables, type MirrorTables } from './mirror-tables.ts'

export type Writing = Transaction<MirrorTables>

/** What a contact's rows in all tables are made of. */
export type WrittenRow = { entry: ContactEntry; body: string; sequence: number; scan: number }

export type StoredRow = { id: number; sequence: number; scan: number; body: string }

const inIds = (ids: number[]) => sql`(select value from json_each(${JSON.stringify(ids)}))`

export async function readStored(
  db: Kysely<MirrorTables>,
  ids: number[],
): Promise<Map<number, StoredRow>> {
  const { rows } = await sql<StoredRow>`
    select c.id, c.sequence, c.scan, b.body from contacts c join bodies b on b.id = c.id
    where c.id in ${inIds(ids)}`.execute(db)
  return new Map(rows.map((row) => [row.id, row]))
}

/** Notes that rows were read and have not changed; a scan of null keeps the one they have. */
export async function touchRows(
  db: Writing,
  ids: number[],
  sequence: number,
  scan: number | null,
): Promise<void> {
  if (ids.length === 0) return
  await sql`update contacts set sequence = ${sequence}, scan = coalesce(${scan}, scan)
    where id in ${inIds(ids)}`.execute(db)
}

const ownerColumns = [
  ['contacts', 'id'],
  ['bodies', 'id'],
  ['texts', 'id'],
  ['items', 'contact_id'],
  ['field_keys', 'contact_id'],
  ...searchTables.map((table) => [table, 'rowid'] as const),
] as const

export async function deleteStored(db: Writing, ids: number[]): Promise<void> {
  if (ids.length === 0) return
  for (const [table, column] of ownerColumns)
    await sql`delete from ${sql.table(table)}
      where ${sql.ref(column)} in ${inIds(ids)}`.execute(db)
}

/** Adds rows; texts go to the indexes of words or, while the copy is filled, beside them. */
export async function insertStored(
  insert: InsertRows,
  rows: WrittenRow[],
  isIndexed: boolean,
): Promise<void> {
  await insert(
    'contacts',
    rows.map(({ entry, sequence, scan }) => ({ ...entry.columns, sequence, scan })),
  )
  await insert(
    'bodies',
    rows.map(({ entry, body }) => ({ id: entry.columns.id, contact: entry.contact, body })),
  )
  const ofAll = <Part extends object>(pick: (entry: ContactEntry) => Part[]) =>
    rows.flatMap(({ entry }) =>
      pick(entry).map((part) => ({ contact_id: entry.columns.id, ...part })),
    )
  await insert(
    'items',
    ofAll(({ items }) => items),
  )
  await insert(
    'field_keys',
    ofAll(({ fieldKeys }) => [...new Map(fieldKeys.map((key) => [key.field_id, key])).values()]),
  )
  const texts = rows.map(({ entry }) => ({ id: entry.columns.id, text: entry.search }))
  if (isIndexed) await indexTexts(insert, texts)
  else await insert('texts', texts)
}

export async function indexTexts(
  insert: InsertRows,
  texts: { id: number; text: string }[],
): Promise<void> {
  for (const table of searchTables)
    await insert(
      table,
      texts.map(({ id, text }) => ({ rowid: id, text })),
    )
}
