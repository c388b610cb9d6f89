import * as z from 'zod/mini'
import { contact, contactDetail } from './contacts.ts'
import { idList } from './filters.ts'
import { sourceId } from './sources.ts'

/** Maximum number of bot contacts per request: each requires up to four searches. */
export const maxMatchIds = 10

/**
 * Query of `GET /api/sources/:source/matches`, which finds the contacts of a source that match bot
 * contacts.
 */
export const matchQuery = z.strictObject({
  target: sourceId,
  ids: idList.check(z.maxLength(maxMatchIds)),
  /** IDs of the target's custom fields that the returned contacts include. */
  columns: z.optional(idList),
})
export type MatchQuery = z.infer<typeof matchQuery>

export const matchReason = z.object({
  kind: z.enum(['phone', 'email', 'messenger']),
  /** The value as stored in the target's contact. */
  value: z.string(),
})
export type MatchReason = z.infer<typeof matchReason>

export const match = z.object({
  botContact: contactDetail,
  /** All contacts with the same phone, e-mail or messenger name. */
  candidates: z.array(z.object({ contact, reasons: z.array(matchReason) })),
  /** False if the target did not return all hits: the absence of a match is then not proven. */
  isComplete: z.boolean(),
  /**
   * The normalised phones, e-mails and messenger names of the bot contact; two bot contacts that
   * share one may be the same person.
   */
  keys: z.array(z.string()),
})
export type Match = z.infer<typeof match>

/** `missing`: requested IDs that the bots do not have. */
export const matchList = z.object({
  items: z.array(match),
  missing: z.array(z.int()),
  /** The earlier of the times of the local copies that were read; null if only sources were. */
  asOf: z.nullable(z.iso.datetime()),
})
