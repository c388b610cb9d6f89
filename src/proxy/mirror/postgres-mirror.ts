import { randomUUID } from 'node:crypto'
import { CompiledQuery, Kysely, PostgresDialect, sql } from 'kysely'
import { createPostgresPool } from '#proxy/store/postgres-pool.ts'
import type { MirrorDatabase } from './mirror-dialect.ts'
import { mirrorVersion, type MirrorTables } from './mirror-tables.ts'
import { postgresDialect } from './postgres-dialect.ts'
import { createPostgresIndexes, createPostgresTables, insertJson } from './postgres-tables.ts'
import { beginningsIn } from './search-terms.ts'
import { contactTables, type WritableDatabase, type Writing } from './writable-database.ts'

/** A database, and the schema in it that belongs to one source's mirror. */
export type PostgresPlace = { url: string; schema: string }

const maxReaders = 4
const maxReadMs = 60_000

/** Pages read few rows of what is mostly in memory; compiling a statement takes longer than most run. */
const readSettings = ['random_page_cost = 1.1', 'jit = off']

/** Connections for queries. */
export const openPostgresReading = (place: PostgresPlace): MirrorDatabase => ({
  db: connect(
    place,
    { max: maxReaders, connectionTimeoutMillis: 5000, query_timeout: maxReadMs },
    readSettings,
  ),
  dialect: postgresDialect,
})

type Opened = WritableDatabase & {
  replaced: string | null
  /** Whether texts are found by an index. */
  hasTrigrams: boolean
}

/**
 * Opens a mirror to write it; from now on whoever opened it before cannot. Tables of another version
 * are replaced by empty ones; `replaced` says so. One connection, so that writes are in order, without
 * waiting for the disk: what is lost can be read again.
 */
export async function openPostgresMirror(place: PostgresPlace): Promise<Opened> {
  const db = connect(place, { max: 1 }, ['synchronous_commit = off'])
  try {
    await checkEncoding(db)
    const replaced = await prepareTables(db, place)
    const trigrams = await findTrigrams(db)
    const writer = await becomeWriter(db)
    return { ...writableOf(db, writer, trigrams), replaced, hasTrigrams: trigrams !== null }
  } catch (error) {
    await db.destroy()
    throw error
  }
}

/** Drops the tables of a mirror, if there is one; its schema may be all that a user may use. */
export const erasePostgresMirror = (place: PostgresPlace): Promise<void> =>
  once(place, (db) => dropTables(db, place))

/** Bytes of its tables and indexes; 0 if there is none. */
export async function sizeOfPostgresMirror(
  db: Kysely<MirrorTables>,
  { schema }: PostgresPlace,
): Promise<number> {
  const { rows } = await sql<{ bytes: number }>`
    select coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint as bytes
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = ${schema} and c.relkind = 'r'`.execute(db)
  return rows[0]?.bytes ?? 0
}

/** Whether there is a mirror. */
export const hasPostgresMirror = (place: PostgresPlace): Promise<boolean> =>
  once(place, async (db) => {
    const tables = await tablesOf(db, place)
    return tables.length > 0
  })

async function tablesOf(db: Kysely<MirrorTables>, { schema }: PostgresPlace): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = ${schema}`.execute(db)
  return rows.map(({ name }) => name)
}

async function dropTables(db: Kysely<MirrorTables>, place: PostgresPlace): Promise<void> {
  const tables = await tablesOf(db, place)
  if (tables.length === 0) return
  const names = tables.map((table) => sql.id(place.schema, table))
  await sql`drop table ${sql.join(names)}`.execute(db)
}

async function once<Result>(
  place: PostgresPlace,
  work: (db: Kysely<MirrorTables>) => Promise<Result>,
): Promise<Result> {
  const db = connect(place, { max: 1, connectionTimeoutMillis: 5000 })
  try {
    return await work(db)
  } finally {
    await db.destroy()
  }
}

function connect(
  { url, schema }: PostgresPlace,
  config: Omit<Parameters<typeof createPostgresPool>[0], 'connectionString'>,
  settings: string[] = [],
): Kysely<MirrorTables> {
  const pool = createPostgresPool({ connectionString: url, ...config })
  return new Kysely<MirrorTables>({
    dialect: new PostgresDialect({
      pool,
      async onCreateConnection(connection) {
        for (const setting of [`search_path = "${schema}"`, ...settings])
          await connection.executeQuery(CompiledQuery.raw(`set ${setting}`))
      },
    }),
  })
}

/** Lengths of texts are counted in characters. */
async function checkEncoding(db: Kysely<MirrorTables>): Promise<void> {
  const { rows } = await sql<{ server_encoding: string }>`show server_encoding`.execute(db)
  const encoding = rows[0]?.server_encoding
  if (encoding !== 'UTF8')
    throw new Error(`A local copy needs a database in UTF-8, and this one is in ${encoding}`)
}

async function prepareTables(
  db: Kysely<MirrorTables>,
  place: PostgresPlace,
): Promise<string | null> {
  const { schema } = place
  return db.transaction().execute(async (transaction) => {
    const { rows } = await sql`select 1 from pg_namespace where nspname = ${schema}`.execute(
      transaction,
    )
    if (rows.length === 0) await sql`create schema ${sql.id(schema)}`.execute(transaction)
    const tables = await tablesOf(transaction, place)
    if (tables.length === 0) {
      await createPostgresTables(transaction)
      return null
    }
    const version = tables.includes('meta')
      ? await transaction
          .selectFrom('meta')
          .select('value')
          .where('key', '=', 'version')
          .executeTakeFirst()
      : undefined
    if (version?.value === String(mirrorVersion)) return null
    await dropTables(transaction, place)
    await createPostgresTables(transaction)
    return 'the tables are of another version'
  })
}

/** The schema of the extension that indexes parts of texts; null if it is not there and may not be added. */
async function findTrigrams(db: Kysely<MirrorTables>): Promise<string | null> {
  const find = async () => {
    const { rows } = await sql<{ schema: string }>`
      select n.nspname as schema from pg_extension e join pg_namespace n on n.oid = e.extnamespace
      where e.extname = 'pg_trgm'`.execute(db)
    return rows[0]?.schema ?? null
  }
  const found = await find()
  if (found !== null) return found
  try {
    await sql`create extension if not exists pg_trgm with schema public`.execute(db)
  } catch (error) {
    if (isForbidden(error)) return null
    throw error
  }
  return find()
}

/** Not allowed, not installed on the server, or added at this moment by another process. */
const isForbidden = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  ['42501', '0A000', '58P01', '22023', '3F000', '23505', '42710'].includes(String(error.code))

/** Another one is in the table as soon as somebody else has opened the mirror to write it. */
async function becomeWriter(db: Kysely<MirrorTables>): Promise<string> {
  const writer = randomUUID()
  await insertJson(db, 'meta', [{ key: 'writer', value: writer }], { isReplaced: true })
  return writer
}

function writableOf(
  db: Kysely<MirrorTables>,
  writer: string,
  trigrams: string | null,
): WritableDatabase {
  const insert = (transaction: Kysely<MirrorTables>, table: string, rows: object[]) =>
    insertJson(transaction, table, rows, { isReplaced: false })
  return {
    db,
    dialect: postgresDialect,
    async beginWriting(transaction: Writing) {
      const { rows } = await sql`
        select 1 from meta where key = 'writer' and value = ${writer} for share`.execute(
        transaction,
      )
      if (rows.length === 0) throw new Error('Another process writes the local copy')
    },
    insert,
    replace: (transaction, table, rows) =>
      insertJson(transaction, table, rows, { isReplaced: true }),
    contactRows: contactTables,
    textRows: [['texts', 'id']],
    insertTexts: (transaction, texts) =>
      insert(
        transaction,
        'texts',
        texts.map(({ id, text }) => ({ id, text, beginnings: beginningsIn(text) })),
      ),
    createIndexes: () => createPostgresIndexes(db, trigrams),
    indexTexts: () => Promise.resolve(false), // by the indexes above
    // Pages are found by indexes alone where a table is known to have no rows of unfinished changes.
    async optimize() {
      for (const table of ['contacts', 'bodies', 'items', 'field_keys', 'names', 'texts'])
        await sql`vacuum (analyze) ${sql.table(table)}`.execute(db)
    },
  }
}

/** Whether a query found no table: somebody has dropped it. */
export const lacksTable = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '42P01'
