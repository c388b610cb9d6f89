import * as z from 'zod/mini'
import { overviewBasis } from './sources.ts'

const moment = z.iso.datetime()

const week = z.object({
  /** Monday's first moment and Sunday's last whole second, both inclusive, in the asked zone. */
  from: moment,
  to: moment,
  /** Null: not counted, or this source does not tell. */
  added: z.nullable(z.int()),
  /** Contacts whose last change lies in this week. */
  changed: z.nullable(z.int()),
})
export type OverviewWeek = z.infer<typeof week>

/** Counted contacts by something they have, most first. */
const share = z.object({
  items: z.array(
    z.object({ id: z.nullable(z.int()), name: z.nullable(z.string()), contacts: z.int() }),
  ),
  /** How many further values there are besides `items`. */
  further: z.int(),
  /** Counted contacts that have none of it. */
  none: z.int(),
})
export type OverviewShare = z.infer<typeof share>

/** Why less was counted than asked for: the source has too many, or does as if nothing was asked. */
export const overviewGap = z.enum(['tooMany', 'filterIgnored'])

const counted = z.object({
  /** When the counting began. */
  at: moment,
  basis: overviewBasis,
  /** Everything the source lists since this moment is counted; null: nothing is. */
  from: z.nullable(moment),
  gap: z.nullable(overviewGap),
  /** Contacts counted, each once. */
  contacts: z.int(),
  /** Contacts that could not be read, or not the moment to count them by: they are counted nowhere. */
  leftOut: z._default(z.int(), 0),
  /** Oldest first; the last one is the week that is not over. */
  weeks: z.array(week),
  /** Null where the source's list does not tell. A contact counts at each of its tags. */
  responsible: z.nullable(share),
  tags: z.nullable(share),
  bots: z.nullable(share),
})
export type OverviewCount = z.infer<typeof counted>

/** Answer of `GET /api/sources/:source/overview`: what is known now; asked again while counting. */
export const overview = z.object({
  /** The last count; null until there is one. */
  counted: z.nullable(counted),
  /** The count under way with what it has read; null where none is. */
  counting: z.nullable(z.object({ contacts: z.int() })),
})
export type Overview = z.infer<typeof overview>

/** Query of `GET /api/sources/:source/overview`. */
export const overviewQuery = z.strictObject({
  /** IANA name of the zone in which weeks begin. */
  zone: z._default(z.string().check(z.maxLength(64), z.refine(isZone, 'a time zone')), 'UTC'),
  /** The `at` of a count one has seen and wants a newer one of. */
  newerThan: z.optional(moment),
})

function isZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}
