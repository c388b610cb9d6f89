import * as z from 'zod/mini'
import { overviewBasis } from './sources.ts'

const moment = z.iso.datetime()

const week = z.object({
  /**
   * First moment of Monday and last whole second of Sunday in the requested time zone, both
   * inclusive.
   */
  from: moment,
  to: moment,
  /** Null if it was not counted or the source does not report it. */
  added: z.nullable(z.int()),
  /** Contacts that were last changed in this week. */
  changed: z.nullable(z.int()),
})
export type OverviewWeek = z.infer<typeof week>

/** Counted contacts by a value, highest count first. */
const share = z.object({
  items: z.array(
    z.object({ id: z.nullable(z.int()), name: z.nullable(z.string()), contacts: z.int() }),
  ),
  /** Number of values that are not in `items`. */
  further: z.int(),
  /** Number of counted contacts without a value. */
  none: z.int(),
})
export type OverviewShare = z.infer<typeof share>

/**
 * Why fewer contacts were counted than requested: the source has too many, or it ignored the
 * filter.
 */
export const overviewGap = z.enum(['tooMany', 'filterIgnored'])

const counted = z.object({
  /** When the count started. */
  at: moment,
  /** The numbers are those of the source at this time, from the local copy; null: counted there. */
  asOf: z._default(z.nullable(moment), null),
  basis: overviewBasis,
  /**
   * The count includes every contact the source lists since this time; null if it is complete for
   * no period.
   */
  from: z.nullable(moment),
  gap: z.nullable(overviewGap),
  /** Number of counted contacts, without duplicates. */
  contacts: z.int(),
  /**
   * Number of contacts that were excluded because they, or the time they are counted by, could not
   * be read.
   */
  leftOut: z._default(z.int(), 0),
  /** Oldest first; the last week is the current one. */
  weeks: z.array(week),
  /**
   * Null if the source's list does not include it. A contact is counted once for each of its tags.
   */
  responsible: z.nullable(share),
  tags: z.nullable(share),
  bots: z.nullable(share),
})
export type OverviewCount = z.infer<typeof counted>

/**
 * Response of `GET /api/sources/:source/overview`: the current result; clients request it again
 * while a count is in progress.
 */
export const overview = z.object({
  /** The last count; null until there is one. */
  counted: z.nullable(counted),
  /**
   * Progress of the current count: the number of contacts read; null if no count is in progress.
   */
  counting: z.nullable(z.object({ contacts: z.int() })),
})
export type Overview = z.infer<typeof overview>

/** Query of `GET /api/sources/:source/overview`. */
export const overviewQuery = z.strictObject({
  /** IANA name of the time zone in which weeks begin. */
  zone: z._default(z.string().check(z.maxLength(64), z.refine(isZone, 'a time zone')), 'UTC'),
  /** `at` of the count shown, to request a newer one. */
  newerThan: z.optional(moment),
})

function isZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}
