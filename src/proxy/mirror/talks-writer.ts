import { sql } from 'kysely'
import type { Talk } from '#contract/api/talks.ts'
import { talkAttributes } from './talk-attributes.ts'
import { readTalkValues, talkEntryOf } from './talk-values.ts'
import type { WritableDatabase, Writing } from './writable-database.ts'

/** A transaction that changes what queries find. */
type Change = <Result extends { added: number }>(
  work: (transaction: Writing) => Promise<Result & { isChanged: boolean }>,
) => Promise<Result>

type Options = { database: WritableDatabase; change: Change }

const attributes = Object.values(talkAttributes)

/** Writes of talks, and of what they say of the contacts of the copy. */
export function createTalksWriter({ database, change }: Options) {
  const { db, dialect, insert, replace } = database

  /** Items and keys of contacts that the copy has; the others get theirs when they come. */
  async function deriveContacts(transaction: Writing, contacts: number[]): Promise<number[]> {
    const { rows } = await sql<{ id: number }>`select id from contacts
      where ${dialect.isIn(sql.ref('id'), contacts)}`.execute(transaction)
    const ids = rows.map(({ id }) => id)
    const values = await readTalkValues({ db: transaction, dialect }, ids)
    const of = [
      ['items', 'attribute'],
      ['field_keys', 'field_id'],
    ] as const
    for (const [table, column] of of)
      await sql`delete from ${sql.table(table)} where ${dialect.isIn(sql.ref('contact_id'), ids)}
        and ${dialect.isIn(sql.ref(column), attributes)}`.execute(transaction)
    const entries = [...values].map(([id, found]) => ({ id, ...talkEntryOf(found) }))
    await insert(
      transaction,
      'items',
      entries.flatMap(({ id, items }) => items.map((item) => ({ contact_id: id, ...item }))),
    )
    await insert(
      transaction,
      'field_keys',
      entries.flatMap(({ id, fieldKeys }) => fieldKeys.map((key) => ({ contact_id: id, ...key }))),
    )
    return ids
  }

  async function idsWhere(condition: ReturnType<typeof sql>): Promise<number[]> {
    const { rows } = await sql<{ id: number }>`select id from talks
      where ${condition} order by id`.execute(db)
    return rows.map(({ id }) => id)
  }

  return {
    /**
     * Stores what differs; `reading`: of the reading of all talks that has found them, or null.
     * Returns the contacts that are other ones now.
     */
    applyTalks: async (talks: Talk[], reading: number | null): Promise<number[]> => {
      const once = [...new Map(talks.map((talk) => [talk.id, talk])).values()]
      const { contacts } = await change(async (transaction) => {
        const ids = once.map(({ id }) => id)
        const stored = await storedTalks(transaction, ids)
        const rows = once.map((talk) => ({
          id: talk.id,
          contact_id: talk.contact,
          is_in_work: Number(talk.isInWork),
          seen: reading ?? stored.get(talk.id)?.seen ?? 0,
          body: JSON.stringify(talk),
        }))
        const other = rows.filter(({ id, body }) => stored.get(id)?.body !== body)
        await replace(transaction, 'talks', other)
        if (reading !== null)
          await sql`update talks set seen = ${reading}
            where ${dialect.isIn(sql.ref('id'), ids)}`.execute(transaction)
        const changed = new Set(
          other.flatMap(({ id, contact_id: contact }) => [
            ...(contact === null ? [] : [contact]),
            ...(stored.get(id)?.contact_id == null ? [] : [Number(stored.get(id)?.contact_id)]),
          ]),
        )
        const contacts = await deriveContacts(transaction, [...changed])
        return { contacts, added: 0, isChanged: contacts.length > 0 }
      })
      return contacts
    },
    /** Removes talks that the source has not any more; returns their contacts. */
    removeTalks: async (ids: number[]): Promise<number[]> => {
      const { contacts } = await change(async (transaction) => {
        const stored = await storedTalks(transaction, ids)
        await sql`delete from talks where ${dialect.isIn(sql.ref('id'), ids)}`.execute(transaction)
        const owners = [...stored.values()].flatMap(({ contact_id: id }) => id ?? [])
        const contacts = await deriveContacts(transaction, [...new Set(owners)])
        return { contacts, added: 0, isChanged: contacts.length > 0 }
      })
      return contacts
    },
    talksInWork: (): Promise<number[]> => idsWhere(sql`is_in_work = 1`),
    talksOfContacts: (contacts: number[]): Promise<number[]> =>
      idsWhere(sql`${dialect.isIn(sql.ref('contact_id'), contacts)}`),
    talksUnseenBy: (reading: number): Promise<number[]> => idsWhere(sql`seen < ${reading}`),
  }

  async function storedTalks(transaction: Writing, ids: number[]) {
    const { rows } = await sql<{
      id: number
      contact_id: number | null
      seen: number
      body: string
    }>`select id, contact_id, seen, body from talks
      where ${dialect.isIn(sql.ref('id'), ids)}`.execute(transaction)
    return new Map(rows.map((row) => [row.id, row]))
  }
}
