import { sql } from 'kysely'
import { talk, type Talk, type TalkValues } from '#contract/api/talks.ts'
import { talkKeys } from '#contract/model/talk-key.ts'
import { isEmptyValue } from '#contract/model/value-kinds.ts'
import { itemsOf, sortKeyOf, type ContactEntry } from './contact-entry.ts'
import type { MirrorDatabase } from './mirror-dialect.ts'
import { talkAttributes, talkValueOf } from './talk-attributes.ts'

/** What is asked and shown of a contact that has had talks. */
export function talkValuesOf(talks: readonly Talk[]): TalkValues {
  const open = talks.filter(({ isInWork }) => isInWork)
  return {
    talksInWork: open.length,
    channels: [...new Set(talks.flatMap(({ channel }) => channel ?? []))].toSorted(),
    missedTalk: open.some(({ missedAt }) => missedAt !== null),
    unreadTalk: open.some(({ isRead }) => isRead === false),
  }
}

/** By contacts that have had talks. */
export async function readTalkValues(
  { db, dialect }: Pick<MirrorDatabase, 'db' | 'dialect'>,
  contacts: number[],
): Promise<Map<number, TalkValues>> {
  const { rows } = await sql<{ id: number; body: string }>`
    select contact_id as id, body from talks
    where ${dialect.isIn(sql.ref('contact_id'), contacts)} order by id`.execute(db)
  const byContact = Map.groupBy(rows, ({ id }) => id)
  return new Map(
    [...byContact].map(([id, own]) => [id, talkValuesOf(own.map(({ body }) => readTalk(body)))]),
  )
}

const readTalk = (body: string): Talk => talk.parse(JSON.parse(body))

/** The parts of a contact's entry that are made of its talks, by which it is found and sorted. */
export function talkEntryOf(values: TalkValues): Pick<ContactEntry, 'items' | 'fieldKeys'> {
  const parts = talkKeys
    .map((key) => [talkAttributes[key], talkValueOf(values, key)] as const)
    .filter(([, value]) => !isEmptyValue(value))
  return {
    items: parts.flatMap(([attribute, value]) => itemsOf(attribute, value, null)),
    fieldKeys: parts.map(([attribute, value]) => ({
      field_id: attribute,
      sort_key: sortKeyOf(value),
    })),
  }
}

export function withTalks(entry: ContactEntry, values: TalkValues | undefined): ContactEntry {
  if (!values) return entry
  const { items, fieldKeys } = talkEntryOf(values)
  return {
    ...entry,
    items: [...entry.items, ...items],
    fieldKeys: [...entry.fieldKeys, ...fieldKeys],
  }
}
