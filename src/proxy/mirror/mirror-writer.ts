import { setImmediate } from 'node:timers/promises'
import { sql, type Kysely } from 'kysely'
import { maxEventIds } from '#contract/api/proxy-events.ts'
import { foldText } from '#contract/model/search-key.ts'
import {
  emptyContext,
  type FeedContext,
  type FeedNames,
  type FeedRow,
} from '#proxy/sources/source-feed.ts'
import { userKey, type ContactEntry } from './contact-entry.ts'
import { readContent, writeContent, type MirrorContent } from './mirror-content.ts'
import type { InsertRows } from './mirror-database.ts'
import { createMirrorIndexes, searchTables, type MirrorTables } from './mirror-tables.ts'
import {
  deleteStored,
  indexTexts,
  insertStored,
  readStored,
  touchRows,
  type StoredRow,
  type Writing,
} from './stored-rows.ts'

export type Derive = (bodies: string[], names: FeedNames, context: FeedContext) => ContactEntry[]

type Options = { db: Kysely<MirrorTables>; insert: InsertRows; derive: Derive }

/** The number of contacts afterwards. */
type Counted = { count: number }
export type Names = [id: number, name: string][]
type NamesKind = 'user' | 'company'
/** Contacts that are other ones now; too many to be named: `many`. */
export type Renamed = number[] | 'many'

/** Contacts per transaction; rows of a page are written by one. */
const rowsPerStep = 250
const textsPerStep = 5000
const indexBytes = 8 * 1024 * 1024 // of words that are kept in memory before they are written

export type MirrorWriter = Awaited<ReturnType<typeof createMirrorWriter>>

/**
 * Writes of a mirror's database, one at a time. Arguments and results can be sent between threads.
 */
export async function createMirrorWriter({ db, insert, derive }: Options) {
  const names: FeedNames = { users: new Map(), companies: new Map() }
  for (const { kind, id, name } of await db.selectFrom('names').selectAll().execute())
    mapOf(names, kind).set(id, name)
  let context: FeedContext = emptyContext
  let content = await readContent(db)

  /** A transaction that changes what queries find, in which `added` contacts are added. */
  async function change<Result extends { added: number }>(
    work: (transaction: Writing) => Promise<Result & { isChanged: boolean }>,
  ): Promise<Result> {
    let next: MirrorContent = content
    const result = await db.transaction().execute(async (transaction) => {
      const done = await work(transaction)
      if (done.isChanged) {
        next = { ...content, version: content.version + 1, count: content.count + done.added }
        await writeContent(transaction, next)
      }
      return done
    })
    content = next
    return result
  }

  /** Replaces rows by what is derived from their bodies. */
  async function write(transaction: Writing, rows: StoredRow[], known: ReadonlySet<number>) {
    if (rows.length === 0) return
    const entries = derive(
      rows.map(({ body }) => body),
      names,
      context,
    )
    await deleteStored(
      transaction,
      rows.map(({ id }) => id).filter((id) => known.has(id)),
    )
    const written = entries.flatMap((entry, index) => {
      const row = rows[index]
      return row ? [{ entry, body: row.body, sequence: row.sequence, scan: row.scan }] : []
    })
    await insertStored(insert, written, content.isIndexed)
  }

  async function rebuildSome(ids: number[]): Promise<void> {
    await change(async (transaction) => {
      const stored = await readStored(transaction, ids)
      await write(transaction, [...stored.values()], new Set(stored.keys()))
      return { added: 0, isChanged: true }
    })
  }

  async function rename(kind: NamesKind, given: Names): Promise<Renamed> {
    const known = mapOf(names, kind)
    const changed = given.filter(([id, name]) => known.get(id) !== name)
    if (changed.length === 0) return []
    for (const [id, name] of changed) known.set(id, name)
    const json = JSON.stringify(changed.map(([id, name]) => [id, name, foldText(name)]))
    await change(async (transaction) => {
      await sql`insert or replace into names (kind, id, name, folded)
        select ${kind}, value ->> 0, value ->> 1, value ->> 2 from json_each(${json})`.execute(
        transaction,
      )
      if (kind === 'user') await renameUsers(transaction, changed)
      return { added: 0, isChanged: true }
    })
    if (kind === 'user') return 'many'
    const ids = await contactsOf(
      db,
      changed.map(([id]) => id),
    )
    for (let first = 0; first < ids.length; first += rowsPerStep) {
      await rebuildSome(ids.slice(first, first + rowsPerStep))
      await setImmediate()
    }
    return ids.length > maxEventIds ? 'many' : ids
  }

  return {
    /** What rows mean from now on; rows that depend on it have to be rebuilt. */
    setContext: async (given: FeedContext): Promise<void> => {
      context = given
    },
    /** Stores what differs, unless the row is of a later reading. */
    async apply(
      rows: FeedRow[],
      reading: number,
      scan: number | null,
    ): Promise<{ added: number[]; changed: number[] } & Counted> {
      const { addedIds, changedIds } = await change(async (transaction) => {
        const stored = await readStored(
          transaction,
          rows.map(({ id }) => id),
        )
        const current = rows.filter(({ id }) => (stored.get(id)?.sequence ?? 0) <= reading)
        const differs = ({ id, body }: FeedRow) => stored.get(id)?.body !== body
        const written = current.filter(differs).map(({ id, body }) => ({
          id,
          body,
          sequence: reading,
          scan: scan ?? stored.get(id)?.scan ?? 0,
        }))
        await write(transaction, written, new Set(stored.keys()))
        const same = current.filter((row) => !differs(row)).map(({ id }) => id)
        await touchRows(transaction, same, reading, scan)
        const ids = written.map(({ id }) => id)
        const addedIds = ids.filter((id) => !stored.has(id))
        const changedIds = ids.filter((id) => stored.has(id))
        return { addedIds, changedIds, added: addedIds.length, isChanged: ids.length > 0 }
      })
      return { added: addedIds, changed: changedIds, count: content.count }
    },
    /** Removes rows of this reading and earlier ones. */
    async remove(ids: number[], reading: number): Promise<{ removed: number[] } & Counted> {
      const { removed } = await change(async (transaction) => {
        const found = await transaction
          .selectFrom('contacts')
          .select('id')
          .where(sql<boolean>`id in (select value from json_each(${JSON.stringify(ids)}))`)
          .where('sequence', '<=', reading)
          .execute()
        const gone = found.map(({ id }) => id)
        await deleteStored(transaction, gone)
        return { removed: gone, added: -gone.length, isChanged: gone.length > 0 }
      })
      return { removed, count: content.count }
    },
    maxId: async (): Promise<number> =>
      (
        await db
          .selectFrom('contacts')
          .select(({ fn }) => fn.max('id').as('id'))
          .executeTakeFirst()
      )?.id ?? 0,
    async withTasks(): Promise<number[]> {
      const rows = await db
        .selectFrom('contacts')
        .select('id')
        .where('next_task_at', 'is not', null)
        .execute()
      return rows.map(({ id }) => id)
    },
    /** IDs that the full scan has not seen. */
    async unseenBy(scan: number): Promise<number[]> {
      const rows = await db.selectFrom('contacts').select('id').where('scan', '<', scan).execute()
      return rows.map(({ id }) => id)
    },
    unnamedOf: async (companies: number[]): Promise<number[]> =>
      companies.filter((id) => !names.companies.has(id)),
    /** Stores names; contacts are sorted and found by the new ones. */
    rename,
    /** Derives all rows again, because definitions have changed. */
    async rebuild(): Promise<void> {
      for (let last = 0; ;) {
        const rows = await db
          .selectFrom('contacts')
          .select('id')
          .where('id', '>', last)
          .orderBy('id')
          .limit(rowsPerStep)
          .execute()
        const ids = rows.map(({ id }) => id)
        if (ids.length === 0) return
        await rebuildSome(ids)
        last = ids.at(-1) ?? last
        await setImmediate()
      }
    },
    /** Creates what queries need, after the first full scan. */
    async buildIndexes(): Promise<void> {
      if (content.isIndexed) return
      await createMirrorIndexes(db)
      await configureSearch(db, { automerge: 0, hashsize: indexBytes })
      while (!content.isIndexed) {
        let next = content
        await db.transaction().execute(async (transaction) => {
          const texts = await transaction
            .selectFrom('texts')
            .selectAll()
            .orderBy('id')
            .limit(textsPerStep)
            .execute()
          await indexTexts(insert, texts)
          await transaction
            .deleteFrom('texts')
            .where('id', '<=', texts.at(-1)?.id ?? 0)
            .execute()
          if (texts.length > 0) return
          next = { ...content, isIndexed: true }
          await writeContent(transaction, next)
        })
        content = next
        await setImmediate()
      }
      await configureSearch(db, defaultSearch)
      await sql`pragma optimize = 0x10002`.execute(db)
    },
    async readMeta(key: string): Promise<string | undefined> {
      const found = await db
        .selectFrom('meta')
        .select('value')
        .where('key', '=', key)
        .executeTakeFirst()
      return found?.value
    },
    async writeMeta(values: Record<string, string>): Promise<void> {
      await sql`insert or replace into meta (key, value)
        select key, value from json_each(${JSON.stringify(values)})`.execute(db)
    },
  }
}

/** The largest number of a reading, and the number of contacts. */
export async function readOpened(db: Kysely<MirrorTables>) {
  const { sequence } = await db
    .selectFrom('contacts')
    .select(({ fn }) => fn.max('sequence').as('sequence'))
    .executeTakeFirstOrThrow()
  const { count } = await readContent(db)
  return { sequence: Number(sequence ?? 0), count }
}

const mapOf = (names: FeedNames, kind: NamesKind) =>
  kind === 'user' ? names.users : names.companies

/** Of SQLite itself. */
const defaultSearch = { automerge: 4, hashsize: 1024 * 1024 }

async function configureSearch(db: Kysely<MirrorTables>, values: typeof defaultSearch) {
  for (const table of searchTables)
    for (const [name, value] of Object.entries(values))
      await sql`insert into ${sql.table(table)} (${sql.ref(table)}, rank)
        values (${name}, ${sql.lit(value)})`.execute(db) // bound numbers are no integers
}

async function contactsOf(db: Kysely<MirrorTables>, companies: number[]): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`select id from contacts
    where company_id in (select value from json_each(${JSON.stringify(companies)}))`.execute(db)
  return rows.map(({ id }) => id)
}

async function renameUsers(db: Writing, changed: Names) {
  for (const [id, name] of changed) {
    const key = userKey(id, name)
    for (const column of ['responsible', 'created_by', 'updated_by'])
      await sql`update contacts set ${sql.ref(`${column}_key`)} = ${key}
        where ${sql.ref(`${column}_id`)} = ${id}`.execute(db)
  }
}
