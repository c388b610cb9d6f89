import * as z from 'zod/mini'
import { contact, contactDetail } from './contacts.ts'
import { idList } from './filters.ts'
import { sourceId } from './sources.ts'

/** People one request looks for: each costs up to four searches. */
export const maxMatchIds = 10

/** Query of `GET /api/sources/:source/matches`: who of a bot's contacts is who in another source. */
export const matchQuery = z.strictObject({
  target: sourceId,
  ids: idList.check(z.maxLength(maxMatchIds)),
  /** Custom fields of the target, by id, that its contacts carry with them. */
  columns: z.optional(idList),
})
export type MatchQuery = z.infer<typeof matchQuery>

export const matchReason = z.object({
  kind: z.enum(['phone', 'email', 'messenger']),
  /** As the target's contact has it. */
  value: z.string(),
})
export type MatchReason = z.infer<typeof matchReason>

export const match = z.object({
  botContact: contactDetail,
  /** Everybody who has the same phone, e-mail or messenger name. */
  candidates: z.array(z.object({ contact, reasons: z.array(matchReason) })),
  /** False where the target did not tell all: nobody may be called missing then. */
  isComplete: z.boolean(),
  /** What the person is known by, normalised: two people with one of them in common may be one. */
  keys: z.array(z.string()),
})
export type Match = z.infer<typeof match>

/** `missing`: those that the bots do not know. */
export const matchList = z.object({ items: z.array(match), missing: z.array(z.int()) })
