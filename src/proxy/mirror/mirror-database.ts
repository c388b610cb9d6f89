import { rmSync } from 'node:fs'
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import { sql, type Kysely } from 'kysely'
import { openSqlite, queriesOf } from '#proxy/store/sqlite-database.ts'
import { stateFailureOf } from '#proxy/store/state-failure.ts'
import { createMirrorTables, mirrorVersion, type MirrorTables } from './mirror-tables.ts'

export const memoryFile = ':memory:'

/**
 * Adds rows of the same columns, within a transaction. Apart from Kysely, because compiling a
 * statement with thousands of values takes longer than running one for each row.
 */
export type InsertRows = (table: string, rows: Record<string, SQLInputValue>[]) => Promise<void>

type Database = { db: Kysely<MirrorTables>; insert: InsertRows }

/**
 * Opens the file of a mirror. It is a copy, so a file that is damaged or of another version is
 * replaced by an empty one, which is filled anew; `replaced` says why.
 */
export async function openMirrorDatabase(
  file: string,
): Promise<Database & { replaced: string | null }> {
  const opened = await tryOpen(file)
  if ('db' in opened) return { ...opened, replaced: null }
  eraseMirrorFile(file)
  const again = await tryOpen(file)
  if ('db' in again) return { ...again, replaced: opened.problem }
  throw new Error(`Cannot open the mirror in ${file}: ${again.problem}`)
}

/** A connection of its own for queries, to a file that is open already. */
export function openMirrorReading(file: string): Kysely<MirrorTables> {
  const database = openSqlite(file, 'normal')
  database.exec(`pragma query_only = on; ${cacheOf(readCacheKib)}`)
  return queriesOf<MirrorTables>(database)
}

const readCacheKib = 16 * 1024
const writeCacheKib = 24 * 1024
const cacheOf = (kib: number) => `pragma cache_size = ${-kib}`

/** Deletes a mirror and SQLite's additional files. */
export function eraseMirrorFile(file: string): void {
  if (file === memoryFile) return
  for (const end of ['', '-wal', '-shm', '-journal']) rmSync(`${file}${end}`, { force: true })
}

async function tryOpen(file: string): Promise<Database | { problem: string }> {
  let db: Kysely<MirrorTables> | undefined
  try {
    const database = openSqlite(file, 'normal')
    db = queriesOf<MirrorTables>(database)
    const problem = await problemOf(db)
    if (problem === null) {
      // The log of a large transaction is cut afterwards.
      database.exec(`${cacheOf(writeCacheKib)}; pragma journal_size_limit = ${64 * 1024 * 1024}`)
      return { db, insert: createInsert(database) }
    }
    await db.destroy()
    return { problem }
  } catch (error) {
    await db?.destroy()
    if (stateFailureOf(error) !== 'damaged') throw error
    return { problem: 'the file is damaged' }
  }
}

function createInsert(database: DatabaseSync): InsertRows {
  const statements = new Map<string, StatementSync>()
  const prepare = (table: string, columns: string[]) => {
    const text = `insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`
    const statement = statements.get(text) ?? database.prepare(text)
    statements.set(text, statement)
    return statement
  }
  return async (table, rows) => {
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
