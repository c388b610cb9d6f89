import { sql, type Kysely } from 'kysely'
import { commonIndexes, commonTables, mirrorVersion, type MirrorTables } from './mirror-tables.ts'
import { indexedLength } from './postgres-dialect.ts'

/** Compared as bytes, as SQLite compares by itself. */
const words = { text: 'text collate "C"', integer: 'bigint', inKeyOrder: '' }

const definition = [
  ...commonTables(words),
  // Indexes of values hold their beginnings: a text may be longer than a row of an index.
  `create table items (
    contact_id bigint not null, attribute bigint not null, value ${words.text} not null,
    label ${words.text})`,
  'create index items_contact on items (contact_id, attribute)',
  `create table texts (
    id bigint primary key, text ${words.text} not null, beginnings text[] not null)`,
]

const indexes = [
  ...commonIndexes,
  `items_value on items (attribute, left(value, ${indexedLength}), contact_id)`,
  'texts_beginnings on texts using gin (beginnings)',
  'texts_beginnings_of_companies on texts using gin (beginnings) where id < 0',
]

/** Columns by which rows are replaced. */
const keys: Record<string, string[]> = { meta: ['key'], names: ['kind', 'id'], talks: ['id'] }

/** Creates the tables of an empty mirror. */
export async function createPostgresTables(db: Kysely<MirrorTables>): Promise<void> {
  for (const statement of definition) await sql.raw(statement).execute(db)
  await db
    .insertInto('meta')
    .values({ key: 'version', value: String(mirrorVersion) })
    .execute()
}

/** `trigrams`: the schema of `pg_trgm`, without which texts are read one after another. */
export async function createPostgresIndexes(
  db: Kysely<MirrorTables>,
  trigrams: string | null,
): Promise<void> {
  for (const index of indexes) await sql.raw(`create index if not exists ${index}`).execute(db)
  if (trigrams === null) return
  const parts = sql`on texts using gin (text ${sql.id(trigrams, 'gin_trgm_ops')})`
  await sql`create index if not exists texts_parts ${parts}`.execute(db)
  await sql`create index if not exists texts_parts_of_companies ${parts} where id < 0`.execute(db)
}

/** One parameter, because a statement has 65,535 of them at most. */
export async function insertJson(
  db: Kysely<MirrorTables>,
  table: string,
  rows: object[],
  { isReplaced }: { isReplaced: boolean },
): Promise<void> {
  const [first] = rows
  if (!first) return
  const columns = Object.keys(first)
  const list = sql.join(columns.map((column) => sql.id(column)))
  const conflict = isReplaced
    ? sql`on conflict (${sql.join((keys[table] ?? []).map((key) => sql.id(key)))})
        do update set ${sql.join(columns.map((column) => sql`${sql.id(column)} = excluded.${sql.id(column)}`))}`
    : sql``
  await sql`insert into ${sql.id(table)} (${list})
    select ${list} from json_populate_recordset(null::${sql.id(table)}, ${wellFormed(rows)}::json)
    ${conflict}`.execute(db)
}

const surrogate = /\\ud[89a-f]/i

/** Half a character, which only JSON can hold, is stored as SQLite stores it. */
function wellFormed(rows: object[]): string {
  const json = JSON.stringify(rows)
  if (!surrogate.test(json)) return json
  return JSON.stringify(rows, (_key, value: unknown) =>
    typeof value === 'string' ? value.toWellFormed() : value,
  )
}
