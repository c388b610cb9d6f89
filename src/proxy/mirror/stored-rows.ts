import { sql, type Kysely } from 'kysely'
import type { ContactEntry } from './contact-entry.ts'
import type { MirrorDialect } from './mirror-dialect.ts'
import type { MirrorTables } from './mirror-tables.ts'
import type { WritableDatabase, Writing } from './writable-database.ts'

/** What a contact's rows in all tables are made of. */
export type WrittenRow = { entry: ContactEntry; body: string } & Preserved

/** What stays when a row is replaced. */
type Preserved = { chats: number | null; sequence: number; scan: number }
export type StoredRow = { id: number; body: string } & Preserved

export async function readStored(
  { dialect }: WritableDatabase,
  transaction: Writing,
  ids: number[],
): Promise<Map<number, StoredRow>> {
  const { rows } = await sql<StoredRow>`
    select c.id, c.chats, c.sequence, c.scan, b.body from contacts c join bodies b on b.id = c.id
    where ${dialect.isIn(sql.ref('c.id'), ids)}`.execute(transaction)
  return new Map(rows.map((row) => [row.id, row]))
}

/** Notes that rows were read and have not changed; a scan of null keeps the one they have. */
export async function touchRows(
  { dialect }: WritableDatabase,
  transaction: Writing,
  ids: number[],
  sequence: number,
  scan: number | null,
): Promise<void> {
  if (ids.length === 0) return
  await sql`update contacts set sequence = ${sequence}, scan = coalesce(${scan}, scan)
    where ${dialect.isIn(sql.ref('id'), ids)}`.execute(transaction)
}

/** Returns the contacts of which it was another number. */
export async function writeChats(
  { dialect }: WritableDatabase,
  transaction: Writing,
  counts: [id: number, chats: number][],
): Promise<number[]> {
  const known = await transaction
    .selectFrom('contacts')
    .select(['id', 'chats'])
    .where(
      sql<boolean>`${dialect.isIn(
        sql.ref('id'),
        counts.map(([id]) => id),
      )}`,
    )
    .execute()
  const before = new Map(known.map(({ id, chats }) => [id, chats]))
  const changed = counts.filter(([id, chats]) => before.has(id) && before.get(id) !== chats)
  for (const [chats, same] of Map.groupBy(changed, ([, amount]) => amount))
    await sql`update contacts set chats = ${chats} where ${dialect.isIn(
      sql.ref('id'),
      same.map(([id]) => id),
    )}`.execute(transaction)
  return changed.map(([id]) => id)
}

/** Numbers of the chats of contacts, in their order. */
export async function chatsOf(
  { connection, dialect }: { connection: Kysely<MirrorTables>; dialect: MirrorDialect },
  ids: number[],
): Promise<(number | null)[]> {
  const { rows } = await sql<{ chats: number | null }>`select c.chats
    from ${dialect.listed(ids)} join contacts c on c.id = j.value order by j.key`.execute(
    connection,
  )
  return rows.map(({ chats }) => chats)
}

export async function nextIds(
  db: Kysely<MirrorTables>,
  last: number,
  limit: number,
): Promise<number[]> {
  const rows = await db
    .selectFrom('contacts')
    .select('id')
    .where('id', '>', last)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

export async function deleteStored(
  { dialect, contactRows }: WritableDatabase,
  transaction: Writing,
  ids: number[],
): Promise<void> {
  if (ids.length === 0) return
  for (const [table, column] of contactRows)
    await sql`delete from ${sql.table(table)}
      where ${dialect.isIn(sql.ref(column), ids)}`.execute(transaction)
}

/** IDs of texts of companies are negative, so that they are beside those of contacts. */
export const companyText = (id: number): number => -id

/** Adds texts, or replaces those that are there. */
export async function replaceTexts(
  { dialect, textRows, insertTexts }: WritableDatabase,
  transaction: Writing,
  texts: { id: number; text: string }[],
  isIndexed: boolean,
): Promise<void> {
  const ids = texts.map(({ id }) => id)
  for (const [table, column] of textRows)
    await sql`delete from ${sql.table(table)}
      where ${dialect.isIn(sql.ref(column), ids)}`.execute(transaction)
  await insertTexts(transaction, texts, isIndexed)
}

/** Adds rows; `isIndexed`: words are found already. */
export async function insertStored(
  { insert, insertTexts }: WritableDatabase,
  transaction: Writing,
  rows: WrittenRow[],
  isIndexed: boolean,
): Promise<void> {
  const cleaned = rows.map(withoutNul)
  await insert(
    transaction,
    'contacts',
    cleaned.map(({ entry, chats, sequence, scan }) => ({
      ...entry.columns,
      chats,
      sequence,
      scan,
    })),
  )
  await insert(
    transaction,
    'bodies',
    cleaned.map(({ entry, body }) => ({ id: entry.columns.id, contact: entry.contact, body })),
  )
  const ofAll = <Part extends object>(pick: (entry: ContactEntry) => Part[]) =>
    cleaned.flatMap(({ entry }) =>
      pick(entry).map((part) => ({ contact_id: entry.columns.id, ...part })),
    )
  await insert(
    transaction,
    'items',
    ofAll(({ items }) => items),
  )
  await insert(
    transaction,
    'field_keys',
    ofAll(({ fieldKeys }) => [...new Map(fieldKeys.map((key) => [key.field_id, key])).values()]),
  )
  const texts = cleaned.map(({ entry }) => ({ id: entry.columns.id, text: entry.search }))
  await insertTexts(transaction, texts, isIndexed)
}

/** Postgres does not store the character, which is an escape in the JSON of a row. */
function withoutNul(row: WrittenRow): WrittenRow {
  if (!row.body.includes(String.raw`\u0000`)) return row
  const { columns, items, fieldKeys, ...others } = row.entry
  const part = { columns, items, fieldKeys }
  const cleaned: typeof part = JSON.parse(
    JSON.stringify(part, (_key, value: unknown) =>
      typeof value === 'string' ? value.replaceAll('\0', '') : value,
    ),
  )
  return { ...row, entry: { ...others, ...cleaned } }
}
