import { rmSync } from 'node:fs'
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { sql, type Kysely } from 'kysely'
import { openSqlite, queriesOf } from '#proxy/store/sqlite-database.ts'
import { stateFailureOf } from '#proxy/store/state-failure.ts'
import type { MirrorDatabase } from './mirror-dialect.ts'
import {
  createMirrorIndexes,
  createMirrorTables,
  mirrorVersion,
  searchTables,
  type MirrorTables,
} from './mirror-tables.ts'
import { beginningsIn } from './search-terms.ts'
import { sqliteDialect } from './sqlite-dialect.ts'
import { contactTables, type WritableDatabase } from './writable-database.ts'

export const memoryFile = ':memory:'

/**
 * Opens the file of a mirror. It is a copy, so a file that is damaged or of another version is
 * replaced by an empty one, which is filled anew; `replaced` says why.
 */
export async function openMirrorDatabase(
  file: string,
): Promise<WritableDatabase & { replaced: string | null }> {
  const opened = await tryOpen(file)
  if ('db' in opened) return { ...opened, replaced: null }
  eraseMirrorFile(file)
  const again = await tryOpen(file)
  if ('db' in again) return { ...again, replaced: opened.problem }
  throw new Error(`Cannot open the mirror in ${file}: ${again.problem}`)
}

/** A connection of its own for queries, to a file that is open already. */
export function openMirrorReading(file: string): MirrorDatabase {
  const database = openSqlite(file, 'normal')
  database.exec(`pragma query_only = on; ${cacheOf(readCacheKib)}`)
  return { db: queriesOf<MirrorTables>(database), dialect: sqliteDialect }
}

/** Of most rows two or three fit into a page, which of SQLite's own size would be half empty. */
const pageSize = 8192
const readCacheKib = 16 * 1024
const writeCacheKib = 24 * 1024
const cacheOf = (kib: number) => `pragma cache_size = ${-kib}`

/** Deletes a mirror and SQLite's additional files. */
export function eraseMirrorFile(file: string): void {
  if (file === memoryFile) return
  for (const end of ['', '-wal', '-shm', '-journal']) rmSync(`${file}${end}`, { force: true })
}

async function tryOpen(file: string): Promise<WritableDatabase | { problem: string }> {
  let db: Kysely<MirrorTables> | undefined
  try {
    const database = openSqlite(file, 'normal', pageSize)
    db = queriesOf<MirrorTables>(database)
    const problem = await problemOf(db)
    if (problem === null) {
      // The log of a large transaction is cut afterwards.
      database.exec(`${cacheOf(writeCacheKib)}; pragma journal_size_limit = ${64 * 1024 * 1024}`)
      return writableOf(database, db)
    }
    await db.destroy()
    return { problem }
  } catch (error) {
    await db?.destroy()
    if (stateFailureOf(error) !== 'damaged') throw error
    return { problem: 'the file is damaged' }
  }
}

function writableOf(database: DatabaseSync, db: Kysely<MirrorTables>): WritableDatabase {
  const insert = createInsert(database, 'insert')
  const addTexts = async (transaction: typeof db, texts: { id: number; text: string }[]) => {
    const parts = texts.map(({ id, text }) => ({ rowid: id, text }))
    await insert(transaction, 'search', parts)
    const beginnings = texts.map(({ id, text }) => ({
      rowid: id,
      text: beginningsIn(text).join(' '),
    }))
    await insert(transaction, 'search_begins', beginnings)
  }
  return {
    db,
    dialect: sqliteDialect,
    beginWriting: () => Promise.resolve(), // the file has one process
    insert,
    replace: createInsert(database, 'insert or replace'),
    contactRows: [...contactTables, ...searchRows],
    textRows: [['texts', 'id'], ...searchRows],
    insertTexts: (transaction, texts, isIndexed) =>
      isIndexed ? addTexts(transaction, texts) : insert(transaction, 'texts', texts),
    async createIndexes() {
      await createMirrorIndexes(db)
      await configureSearch(db, { automerge: 0, hashsize: indexBytes })
    },
    async indexTexts(transaction) {
      const texts = await transaction
        .selectFrom('texts')
        .selectAll()
        .orderBy('id')
        .limit(textsPerStep)
        .execute()
      await addTexts(transaction, texts)
      await transaction
        .deleteFrom('texts')
        .where('id', '<=', texts.at(-1)?.id ?? 0)
        .execute()
      return texts.length > 0
    },
    async optimize() {
      await configureSearch(db, defaultSearch)
      await sql`pragma optimize = 0x10002`.execute(db)
    },
  }
}

const searchRows = searchTables.map((table) => [table, 'rowid'] as const)

const textsPerStep = 5000
const indexBytes = 8 * 1024 * 1024 // of words that are kept in memory before they are written
/** Of SQLite itself. */
const defaultSearch = { automerge: 4, hashsize: 1024 * 1024 }

async function configureSearch(db: Kysely<MirrorTables>, values: typeof defaultSearch) {
  for (const table of searchTables)
    for (const [name, value] of Object.entries(values))
      await sql`insert into ${sql.table(table)} (${sql.ref(table)}, rank)
        values (${name}, ${sql.lit(value)})`.execute(db) // bound numbers are no integers
}

/**
 * Apart from Kysely, because compiling a statement with thousands of values takes longer than running
 * one for each row; its transactions are of the same connection.
 */
function createInsert(
  database: DatabaseSync,
  verb: 'insert' | 'insert or replace',
): WritableDatabase['insert'] {
  const statements = new Map<string, StatementSync>()
  const prepare = (table: string, columns: string[]) => {
    const text = `${verb} into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`
    const statement = statements.get(text) ?? database.prepare(text)
    statements.set(text, statement)
    return statement
  }
  return async (_db, table, rows) => {
    const [first] = rows
    if (!first) return
    const columns = Object.keys(first)
    const statement = prepare(table, columns)
    for (const row of rows) statement.run(...columns.map((column) => row[column] ?? null))
  }
}

async function problemOf(db: Kysely<MirrorTables>): Promise<string | null> {
  const { rows: tables } = await sql<{ name: string }>`
    select name from sqlite_master where type = 'table'`.execute(db)
  if (tables.length === 0) {
    await createMirrorTables(db)
    return null
  }
  const { rows } = await sql<{ quick_check: string }>`pragma quick_check(1)`.execute(db)
  if (rows[0]?.quick_check !== 'ok') return 'the file is damaged'
  if (!tables.some(({ name }) => name === 'meta')) return 'the file is no mirror'
  const version = await db
    .selectFrom('meta')
    .select('value')
    .where('key', '=', 'version')
    .executeTakeFirst()
  return version?.value === String(mirrorVersion) ? null : 'the file is of another version'
}
