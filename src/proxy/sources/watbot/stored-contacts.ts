import { z } from 'zod'
import { botContact, type BotContact } from '#contract/upstream/watbot/contacts.ts'
import type { BuiltInKey } from '#contract/model/attribute.ts'
import { toMomentOrNull } from '#proxy/sources/calendar.ts'
import type { FeedRow, MergeRows, ReadRows } from '#proxy/sources/source-feed.ts'
import { listedKeys, toContactDetail } from './read-translation.ts'

/** What lists do not tell; a key that is missing is not known. */
const known = z.object({
  tags: z.array(z.string()).optional(),
  /** Unix seconds; null: not unsubscribed. */
  unsubscribedAt: z.number().nullable().optional(),
})
export type KnownParts = z.infer<typeof known>

const stored = z.object({
  row: z.record(z.string(), z.unknown()),
  known,
  /** The row is an answer to a write, which does not have everything that lists have. */
  isAnswer: z.boolean().optional(),
})

export const partlyKnown: BuiltInKey[] = ['tags', 'unsubscribedAt']

export function toRow(
  contact: BotContact,
  parts: KnownParts = {},
  { isAnswer = false } = {},
): FeedRow {
  const { id, created_at: createdAt, all } = contact
  const body = { row: all, known: parts, ...(isAnswer && { isAnswer }) }
  return {
    id,
    updatedAt: createdAt == null ? null : Math.floor(createdAt / 1000),
    companyId: null,
    body: JSON.stringify(body),
  }
}

/** The row of an answer to a write, with what it tells in addition. */
export function toAnsweredRow(contact: BotContact): FeedRow {
  const { all, tags, unsubscribed_at: unsubscribedAt } = contact
  const parts: KnownParts = {
    ...(tags && tags.dropped.length === 0 && { tags: tags.items }),
    ...(unsubscribedAt != null && { unsubscribedAt: Math.floor(unsubscribedAt / 1000) }),
    ...('unsubscribed_at' in all && all['unsubscribed_at'] === null && { unsubscribedAt: null }),
  }
  return toRow(contact, parts, { isAnswer: true })
}

export const mergeWatbotRows: MergeRows = (before, read) => {
  const given = stored.parse(JSON.parse(read))
  const former = before === undefined ? undefined : stored.parse(JSON.parse(before))
  const row = given.isAnswer && former ? former.row : given.row
  return JSON.stringify({ row, known: { ...former?.known, ...given.known } })
}

/** Reads contacts as `list-feed.ts` stores them. */
export const readWatbotRows: ReadRows = (bodies, _names, { bots = [] }) =>
  bodies.map((body) => {
    const { row, known: parts } = stored.parse(JSON.parse(body))
    const { tags = [], unsubscribedAt } = parts
    const contact = toContactDetail(
      botContact.parse(row),
      { items: tags, dropped: [] },
      [],
      bots,
      listedKeys,
    )
    const unknown: BuiltInKey[] = [
      ...(parts.tags ? [] : (['tags'] as const)),
      ...(unsubscribedAt === undefined ? (['unsubscribedAt'] as const) : []),
    ]
    return {
      ...contact,
      // Variables are read with a single contact and not kept.
      variables: null,
      unsubscribedAt: unsubscribedAt == null ? null : toMomentOrNull(unsubscribedAt),
      ...(unknown.length > 0 && { unknown }),
    }
  })
