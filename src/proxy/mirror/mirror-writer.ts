import { setImmediate } from 'node:timers/promises'
import { sql, type Kysely } from 'kysely'
import { maxEventIds } from '#contract/api/proxy-events.ts'
import { foldText } from '#contract/model/search-key.ts'
import {
  emptyContext,
  type FeedContext,
  type FeedNames,
  type FeedRow,
  type MergeRows,
} from '#proxy/sources/source-feed.ts'
import type { ContactEntry } from './contact-entry.ts'
import { readContent, writeContent, type MirrorContent } from './mirror-content.ts'
import type { MirrorTables } from './mirror-tables.ts'
import { changeKeys, contactsOf, type Names, type NamesKind } from './stored-names.ts'
import { searchable } from './search-terms.ts'
import {
  companyText,
  deleteStored,
  insertStored,
  nextIds,
  readStored,
  replaceTexts,
  touchRows,
  writeChats,
  type StoredRow,
} from './stored-rows.ts'
import { createTalksWriter } from './talks-writer.ts'
import { readTalkValues, withTalks } from './talk-values.ts'
import type { WritableDatabase, Writing } from './writable-database.ts'

export type Derive = (bodies: string[], names: FeedNames, context: FeedContext) => ContactEntry[]

type Options = {
  database: WritableDatabase
  derive: Derive
  /** Of sources whose lists do not tell everything. */
  merge?: MergeRows | undefined
}

/** The number of contacts afterwards. */
type Counted = { count: number }
/** Contacts that are other ones now; too many to be named: `many`. */
export type Renamed = number[] | 'many'

/** Contacts per transaction; rows of a page are written by one. */
const rowsPerStep = 250
const rowsPerDerivation = 50

type Change<Result> = (transaction: Writing) => Promise<Result & { isChanged: boolean }>

export type MirrorWriter = Awaited<ReturnType<typeof createMirrorWriter>>

/**
 * Writes of a mirror's database, one at a time. Arguments and results can be sent between threads.
 */
export async function createMirrorWriter({ database, derive, merge }: Options) {
  const { db, dialect, beginWriting, replace } = database
  const names: FeedNames = { users: new Map(), companies: new Map() }
  for (const { kind, id, name } of await db.selectFrom('names').selectAll().execute())
    mapOf(names, kind).set(id, name)
  let context: FeedContext = emptyContext
  let content = await readContent(db)

  /** Changes are made one after the other, because each one goes on from the content of the last. */
  let last: Promise<unknown> = Promise.resolve()
  function change<Result extends { added: number }>(work: Change<Result>): Promise<Result> {
    const done = last.then(() => changeNow(work))
    last = done.catch(() => {})
    return done
  }

  /** A transaction that changes what queries find, in which `added` contacts are added. */
  async function changeNow<Result extends { added: number }>(
    work: Change<Result>,
  ): Promise<Result> {
    let next: MirrorContent = content
    const result = await db.transaction().execute(async (transaction) => {
      await beginWriting(transaction)
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
    await deleteStored(
      database,
      transaction,
      rows.map(({ id }) => id).filter((id) => known.has(id)),
    )
    const talks = await readTalkValues(
      { db: transaction, dialect },
      rows.map(({ id }) => id),
    )
    // A few at a time, because what is derived from a row takes several times its room.
    for (let from = 0; from < rows.length; from += rowsPerDerivation) {
      const some = rows.slice(from, from + rowsPerDerivation)
      const entries = derive(
        some.map(({ body }) => body),
        names,
        context,
      )
      const written = entries.flatMap((entry, index) => {
        const row = some[index]
        return row ? [{ ...row, entry: withTalks(entry, talks.get(row.id)) }] : []
      })
      await insertStored(database, transaction, written, content.isIndexed)
    }
  }

  async function rebuildSome(ids: number[]): Promise<void> {
    await change(async (transaction) => {
      const stored = await readStored(database, transaction, ids)
      await write(transaction, [...stored.values()], new Set(stored.keys()))
      return { added: 0, isChanged: true }
    })
  }

  async function rename(kind: NamesKind, given: Names): Promise<Renamed> {
    const known = mapOf(names, kind)
    const changed = given
      .map(([id, name]): Names[number] => [id, name.replaceAll('\0', '')])
      .filter(([id, name]) => known.get(id) !== name)
    if (changed.length === 0) return []
    for (const [id, name] of changed) known.set(id, name)
    const rows = changed.map(([id, name]) => ({ kind, id, name, folded: foldText(name) }))
    await change(async (transaction) => {
      await replace(transaction, 'names', rows)
      await changeKeys(database, transaction, kind, changed)
      if (kind === 'company') {
        const texts = changed.map(([id, name]) => ({
          id: companyText(id),
          text: searchable(name),
        }))
        await replaceTexts(database, transaction, texts, content.isIndexed)
      }
      return { added: 0, isChanged: true }
    })
    if (kind === 'user') return 'many'
    const ids = await contactsOf(
      database,
      changed.map(([id]) => id),
    )
    return ids.length > maxEventIds ? 'many' : ids
  }

  return {
    ...createTalksWriter({ database, change }),
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
          database,
          transaction,
          rows.map(({ id }) => id),
        )
        const current = rows
          .filter(({ id }) => (stored.get(id)?.sequence ?? 0) <= reading)
          .map((row) => (merge ? { ...row, body: merge(stored.get(row.id)?.body, row.body) } : row))
        const differs = ({ id, body }: FeedRow) => stored.get(id)?.body !== body
        const written = current.filter(differs).map(({ id, body }) => ({
          id,
          body,
          chats: stored.get(id)?.chats ?? null,
          sequence: reading,
          scan: scan ?? stored.get(id)?.scan ?? 0,
        }))
        await write(transaction, written, new Set(stored.keys()))
        const same = current.filter((row) => !differs(row)).map(({ id }) => id)
        await touchRows(database, transaction, same, reading, scan)
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
          .where(sql<boolean>`${dialect.isIn(sql.ref('id'), ids)}`)
          .where('sequence', '<=', reading)
          .execute()
        const gone = found.map(({ id }) => id)
        await deleteStored(database, transaction, gone)
        return { removed: gone, added: -gone.length, isChanged: gone.length > 0 }
      })
      return { removed, count: content.count }
    },
    /** Stores how many chats contacts have; returns those of which it was another number. */
    setChats: (counts: [id: number, chats: number][]): Promise<number[]> =>
      change(async (transaction) => {
        const changed = await writeChats(database, transaction, counts)
        return { changed, added: 0, isChanged: changed.length > 0 }
      }).then(({ changed }) => changed),
    /** The next contacts by their IDs. */
    idsAfter: (last: number, limit: number): Promise<number[]> => nextIds(db, last, limit),
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
        const ids = await nextIds(db, last, rowsPerStep)
        if (ids.length === 0) return
        await rebuildSome(ids)
        last = ids.at(-1) ?? last
        await setImmediate()
      }
    },
    /** Creates what queries need, after the first full scan. */
    async buildIndexes(): Promise<void> {
      if (content.isIndexed) return
      await database.createIndexes()
      while (!content.isIndexed) {
        let next = content
        await db.transaction().execute(async (transaction) => {
          await beginWriting(transaction)
          if (await database.indexTexts(transaction)) return
          next = { ...content, isIndexed: true }
          await writeContent(transaction, next)
        })
        content = next
        await setImmediate()
      }
      await database.optimize()
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
      const rows = Object.entries(values).map(([key, value]) => ({ key, value }))
      await db.transaction().execute(async (transaction) => {
        await beginWriting(transaction)
        await replace(transaction, 'meta', rows)
      })
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
