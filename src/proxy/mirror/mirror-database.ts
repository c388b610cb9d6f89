import { rmSync } from 'node:fs'
import { sql, type Kysely } from 'kysely'
import { connectSqlite } from '#proxy/store/sqlite-database.ts'
import { stateFailureOf } from '#proxy/store/state-failure.ts'
import { createMirrorTables, mirrorVersion, type MirrorTables } from './mirror-tables.ts'

const memory = ':memory:'

/** Why a mirror's file was replaced by an empty one; null if it was usable or new. */
type Opened = { db: Kysely<MirrorTables>; replaced: string | null }

/**
 * Opens the file of a mirror. It is a copy, so a file that is damaged or of another version is
 * replaced by an empty one, which is filled anew.
 */
export async function openMirrorDatabase(file: string): Promise<Opened> {
  const opened = await tryOpen(file)
  if ('db' in opened) return { db: opened.db, replaced: null }
  eraseMirrorFile(file)
  const again = await tryOpen(file)
  if ('db' in again) return { db: again.db, replaced: opened.problem }
  throw new Error(`Cannot open the mirror in ${file}: ${again.problem}`)
}

/** Deletes a mirror and SQLite's additional files. */
export function eraseMirrorFile(file: string): void {
  if (file === memory) return
  for (const end of ['', '-wal', '-shm', '-journal']) rmSync(`${file}${end}`, { force: true })
}

async function tryOpen(file: string): Promise<{ db: Kysely<MirrorTables> } | { problem: string }> {
  let db: Kysely<MirrorTables> | undefined
  try {
    db = connectSqlite<MirrorTables>(file, undefined, 'normal')
    const problem = await problemOf(db)
    if (problem === null) return { db }
    await db.destroy()
    return { problem }
  } catch (error) {
    await db?.destroy()
    if (stateFailureOf(error) !== 'damaged') throw error
    return { problem: 'the file is damaged' }
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
