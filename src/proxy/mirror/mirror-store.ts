import { setImmediate } from 'node:timers/promises'
import { sql, type Kysely, type Transaction } from 'kysely'
import { foldText } from '#contract/model/search-key.ts'
import type { FeedNames, FeedRow } from '#proxy/sources/source-feed.ts'
import { userKey, type ContactEntry } from './contact-entry.ts'
import type { MirrorTables } from './mirror-tables.ts'

/** Rows per transaction, so that requests are served in between. */
const rowsPerStep = 50

/** What the rows of a reading differed from the copy. */
export type Applied = { added: number; changed: number; outdated: number[] }

type Options = {
  db: Kysely<MirrorTables>
  /** Derives what is stored of rows; synchronous, because it runs within a transaction. */
  derive: (bodies: string[]) => ContactEntry[]
}

export type MirrorStore = Awaited<ReturnType<typeof createMirrorStore>>

/** Writes of a mirror. Readings are numbered, so that an older one never replaces a newer one. */
export async function createMirrorStore({ db, derive }: Options) {
  const names: FeedNames = { users: new Map(), companies: new Map() }
  for (const { kind, id, name } of await db.selectFrom('names').selectAll().execute())
    mapOf(names, kind).set(id, name)
  const top = await db
    .selectFrom('contacts')
    .select(({ fn }) => [fn.max('sequence').as('sequence'), fn.countAll<number>().as('count')])
    .executeTakeFirstOrThrow()
  let count = Number(top.count)
  let sequence = Number(top.sequence ?? 0)
  let version = 0
  /** Our writes and proven removals: a reading from before one, or older than its result, is dropped. */
  const ownWrites = new Map<number, { sequence: number; updatedAt: number | null }>()

  const isOutdated = (row: FeedRow, reading: number): boolean => {
    const own = ownWrites.get(row.id)
    if (!own) return false
    if (own.sequence > reading) return true
    return own.updatedAt !== null && row.updatedAt !== null && row.updatedAt < own.updatedAt
  }

  async function applyStep(
    rows: FeedRow[],
    reading: number,
    scan: number | null,
  ): Promise<Applied> {
    const applied: Applied = { added: 0, changed: 0, outdated: [] }
    let more = 0
    await db.transaction().execute(async (transaction) => {
      const known = await storedRows(
        transaction,
        rows.map(({ id }) => id),
      )
      const [seen, written]: [number[], FeedRow[]] = [[], []]
      for (const row of rows) {
        const stored = known.get(row.id)
        if (isOutdated(row, reading)) applied.outdated.push(row.id)
        if (isOutdated(row, reading) || (stored && stored.sequence > reading)) continue
        seen.push(row.id)
        if (!stored) applied.added += 1
        else if (stored.body !== row.body) applied.changed += 1
        else continue
        written.push(row)
      }
      more = applied.added
      await writeRows(transaction, written, derive)
      await sql`update contacts set sequence = ${reading}, scan = coalesce(${scan}, scan)
        where id in (select value from json_each(${JSON.stringify(seen)}))`.execute(transaction)
    })
    count += more
    for (const { id } of rows) if (!applied.outdated.includes(id)) ownWrites.delete(id)
    if (applied.added + applied.changed > 0) version += 1
    return applied
  }

  /** Derives the stored rows of these IDs anew, because names or definitions have changed. */
  async function rebuild(ids: number[]): Promise<void> {
    for (const step of stepsOf(ids)) {
      await db.transaction().execute(async (transaction) => {
        const stored = await storedRows(transaction, step)
        await writeRows(transaction, [...stored.values()], derive)
      })
      version += 1
      await setImmediate()
    }
  }

  return {
    names,
    count: () => count,
    /** Changes whenever the content does. */
    version: () => version,
    /** The number of a reading, to be taken before it. */
    beginReading: () => (sequence += 1),
    apply: async (
      rows: FeedRow[],
      reading: number,
      scan: number | null = null,
    ): Promise<Applied> => {
      const total: Applied = { added: 0, changed: 0, outdated: [] }
      for (const step of stepsOf(rows)) {
        const { added, changed, outdated } = await applyStep(step, reading, scan)
        total.added += added
        total.changed += changed
        total.outdated.push(...outdated)
        await setImmediate()
      }
      return total
    },
    /** The rows that are not stored as they are. */
    async differing(rows: FeedRow[]): Promise<FeedRow[]> {
      const known = await storedRows(
        db,
        rows.map(({ id }) => id),
      )
      return rows.filter(({ id, body }) => known.get(id)?.body !== body)
    },
    /** To be called before a write (time unknown) and after it. */
    wrote(ids: number[], updatedAt: number | null) {
      sequence += 1
      for (const id of ids) ownWrites.set(id, { sequence, updatedAt })
    },
    /** Removes rows that a reading has proven to be gone; returns how many. */
    async remove(ids: number[], reading: number): Promise<number> {
      const wanted = ids.filter((id) => (ownWrites.get(id)?.sequence ?? 0) <= reading)
      const gone = await db.transaction().execute(async (transaction) => {
        const found = await transaction
          .selectFrom('contacts')
          .select('id')
          .where(sql<boolean>`id in (select value from json_each(${JSON.stringify(wanted)}))`)
          .where('sequence', '<=', reading)
          .execute()
        const removed = found.map(({ id }) => id)
        await deleteRows(transaction, removed)
        return removed
      })
      // A reading that began earlier must not bring them back.
      for (const id of gone) ownWrites.set(id, { sequence: reading, updatedAt: null })
      count -= gone.length
      if (gone.length > 0) version += 1
      return gone.length
    },
    async knownIds(): Promise<number[]> {
      return (await db.selectFrom('contacts').select('id').orderBy('id').execute()).map(
        ({ id }) => id,
      )
    },
    maxId: async (): Promise<number> =>
      (
        await db
          .selectFrom('contacts')
          .select(({ fn }) => fn.max('id').as('id'))
          .executeTakeFirst()
      )?.id ?? 0,
    /** IDs that the full scan has not seen. */
    async unseenBy(scan: number): Promise<number[]> {
      const rows = await db.selectFrom('contacts').select('id').where('scan', '<', scan).execute()
      return rows.map(({ id }) => id)
    },
    /** Stores names; contacts are sorted and found by the new ones. */
    async rename(kind: 'user' | 'company', given: Map<number, string>): Promise<void> {
      const known = mapOf(names, kind)
      const changed = [...given].filter(([id, name]) => known.get(id) !== name)
      if (changed.length === 0) return
      for (const [id, name] of changed) known.set(id, name)
      const json = JSON.stringify(changed.map(([id, name]) => [id, name, foldText(name)]))
      await db.transaction().execute(async (transaction) => {
        await sql`insert or replace into names (kind, id, name, folded)
          select ${kind}, value ->> 0, value ->> 1, value ->> 2 from json_each(${json})`.execute(
          transaction,
        )
        if (kind === 'user') await renameUsers(transaction, changed)
      })
      version += 1
      if (kind === 'company')
        await rebuild(
          await contactsOf(
            db,
            changed.map(([id]) => id),
          ),
        )
    },
    rebuild,
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

const mapOf = (names: FeedNames, kind: 'user' | 'company') =>
  kind === 'user' ? names.users : names.companies

function stepsOf<Row>(rows: Row[]): Row[][] {
  const steps: Row[][] = []
  for (let first = 0; first < rows.length; first += rowsPerStep)
    steps.push(rows.slice(first, first + rowsPerStep))
  return steps
}

type Writing = Transaction<MirrorTables>

async function storedRows(db: Kysely<MirrorTables>, ids: number[]) {
  const { rows } = await sql<{ id: number; sequence: number; scan: number; body: string }>`
    select c.id, c.sequence, c.scan, b.body from contacts c join bodies b on b.id = c.id
    where c.id in (select value from json_each(${JSON.stringify(ids)}))`.execute(db)
  return new Map(rows.map((row) => [row.id, row]))
}

async function contactsOf(db: Kysely<MirrorTables>, companies: number[]): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`select id from contacts
    where company_id in (select value from json_each(${JSON.stringify(companies)}))`.execute(db)
  return rows.map(({ id }) => id)
}

async function renameUsers(db: Writing, changed: [number, string][]) {
  for (const [id, name] of changed) {
    const key = userKey(id, name)
    for (const column of ['responsible', 'created_by', 'updated_by'])
      await sql`update contacts set ${sql.ref(`${column}_key`)} = ${key}
        where ${sql.ref(`${column}_id`)} = ${id}`.execute(db)
  }
}

async function deleteRows(db: Writing, ids: number[]) {
  const list = JSON.stringify(ids)
  for (const [table, column] of ownerColumns)
    await sql`delete from ${sql.table(table)}
      where ${sql.ref(column)} in (select value from json_each(${list}))`.execute(db)
}

const ownerColumns = [
  ['contacts', 'id'],
  ['bodies', 'id'],
  ['items', 'contact_id'],
  ['field_keys', 'contact_id'],
  ['search', 'rowid'],
  ['search_begins', 'rowid'],
] as const

type Written = { id: number; body: string; sequence?: number; scan?: number }

/** Replaces rows by what is derived from their bodies. */
async function writeRows(db: Writing, rows: Written[], derive: Options['derive']) {
  if (rows.length === 0) return
  const entries = derive(rows.map(({ body }) => body))
  await deleteRows(
    db,
    rows.map(({ id }) => id),
  )
  const contacts = entries.map(({ columns }, index) => ({
    ...columns,
    sequence: rows[index]?.sequence ?? 0,
    scan: rows[index]?.scan ?? 0,
  }))
  await db.insertInto('contacts').values(contacts).execute()
  await db
    .insertInto('bodies')
    .values(rows.map(({ id, body }) => ({ id, body })))
    .execute()
  const ofAll = (pick: (entry: ContactEntry) => unknown[][]) =>
    JSON.stringify(entries.flatMap((entry) => pick(entry).map((row) => [entry.columns.id, ...row])))
  const items = ofAll(({ items: all }) => all.map((i) => [i.attribute, i.value, i.label]))
  await sql`insert into items (contact_id, attribute, value, label)
    select value ->> 0, value ->> 1, value ->> 2, value ->> 3 from json_each(${items})`.execute(db)
  const keys = ofAll(({ fieldKeys }) => fieldKeys.map((k) => [k.field_id, k.sort_key]))
  await sql`insert or ignore into field_keys (contact_id, field_id, sort_key)
    select value ->> 0, value ->> 1, value ->> 2 from json_each(${keys})`.execute(db)
  const texts = ofAll(({ search }) => [[search]])
  for (const table of ['search', 'search_begins'])
    await sql`insert into ${sql.table(table)} (rowid, text)
      select value ->> 0, value ->> 1 from json_each(${texts})`.execute(db)
}
