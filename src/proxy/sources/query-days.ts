import type { ContactQuery } from '#contract/api/contacts.ts'
import { isCalendarDay, type FieldFilter, type Range } from '#contract/api/filters.ts'
import { startOfDay } from './calendar.ts'

type Dated = Pick<ContactQuery, 'created' | 'updated' | 'nextTask' | 'updatedSince' | 'fields'>

/**
 * Replaces each day in the filters of a query by times in the account's time zone (IANA name), so
 * that a day is the same for all users, wherever they are. `getTimeZone` is called only if there
 * are days.
 */
export async function resolveDays<Query extends Dated>(
  query: Query,
  getTimeZone: () => Promise<string>,
): Promise<Query> {
  if (!hasDays(query)) return query
  const zone = await getTimeZone()
  const { created, updated, nextTask, updatedSince, fields } = query
  return {
    ...query,
    ...(created && { created: toMoments(created, zone) }),
    ...(updated && { updated: toMoments(updated, zone) }),
    ...(nextTask && { nextTask: toMoments(nextTask, zone) }),
    // "Later than" excludes the given second, but the day includes its first second.
    ...(updatedSince && { updatedSince: toFirst(updatedSince, zone, -second) }),
    ...(fields && { fields: fields.map((field) => toMomentField(field, zone)) }),
  }
}

function hasDays({ created, updated, nextTask, updatedSince, fields = [] }: Dated): boolean {
  const ranges = [created, updated, nextTask, ...fields.map((field) => boundsOf(field))]
  const bounds = [updatedSince, ...ranges.flatMap((range) => [range?.from, range?.to])]
  return bounds.some((bound) => bound !== undefined && isCalendarDay(bound))
}

const boundsOf = (field: FieldFilter): Range => ('is' in field ? {} : field)

const toMomentField = (field: FieldFilter, zone: string): FieldFilter =>
  'is' in field ? field : { ...field, ...toMoments(field, zone) }

const toMoments = ({ from, to }: Range, zone: string): Range => ({
  ...(from !== undefined && { from: toFirst(from, zone) }),
  ...(to !== undefined && { to: toLast(to, zone) }),
})

const second = 1000
const dayLength = 86_400_000

const toFirst = (bound: string, zone: string, shift = 0): string =>
  isCalendarDay(bound) ? toIso(startOfDay(bound, zone) + shift) : bound

/** The last whole second of a day: amoCRM uses whole seconds, and both ends are inclusive. */
function toLast(bound: string, zone: string): string {
  if (!isCalendarDay(bound)) return bound
  const next = toIso(Date.parse(bound) + dayLength).slice(0, 10)
  const end = isCalendarDay(next) ? startOfDay(next, zone) : startOfDay(bound, zone) + dayLength
  return toIso(end - second)
}

const toIso = (at: number): string => new Date(at).toISOString()
