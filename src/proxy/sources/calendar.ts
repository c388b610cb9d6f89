import type { ReportUnreadable } from '#proxy/sources/transport/parse-answer.ts'
import { offsetAt } from '#contract/model/zoned-time.ts'

/** Unix seconds as ISO 8601 in UTC. */
export const toMoment = (unixSeconds: number): string => new Date(unixSeconds * 1000).toISOString()

/** The same; null for seconds that ISO 8601 cannot say with a year of four digits. */
export const toMomentOrNull = (unixSeconds: number): string | null =>
  unixSeconds * 1000 >= firstMoment && unixSeconds * 1000 <= lastMoment
    ? toMoment(unixSeconds)
    : null

const firstMoment = Date.UTC(1000, 0, 1)
const lastMoment = Date.UTC(9999, 11, 31, 23, 59, 59)

/** ISO 8601 as Unix seconds, whole ones. */
export const toSeconds = (iso: string): number => Math.floor(Date.parse(iso) / 1000)

/** An IANA name as a source tells it; UTC where it is none, which is reported. */
export function toTimeZone(name: string | null | undefined, report?: ReportUnreadable): string {
  if (name && isZone(name)) return name
  report?.({
    what: `"${name ?? ''}" is no time zone: UTC is used`,
    unreadable: [{ id: null, path: 'timezone' }],
  })
  return 'UTC'
}

function isZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false // a RangeError says that there is no such zone
  }
}

const dayLength = 86_400_000 // clocks change at most once within it

/**
 * The first moment (in milliseconds) of a day (`YYYY-MM-DD`) in a time zone (IANA name): not every day
 * has a midnight. Of a day that a zone left out it is the first moment after it.
 */
export function startOfDay(day: string, timeZone: string): number {
  const wall = Date.parse(`${day}T00:00:00Z`)
  const before = offsetAt(wall - dayLength, timeZone)
  const after = offsetAt(wall + dayLength, timeZone)
  if (before === after) return wall - before
  const change = offsetChange(wall - dayLength, wall + dayLength, timeZone)
  if (wall - before < change) return wall - before
  return Math.max(wall - after, change)
}

/** The first whole second (in milliseconds) after `from` and up to `to` with another offset than at `from`. */
function offsetChange(from: number, to: number, timeZone: string): number {
  const offset = offsetAt(from, timeZone)
  let [same, other] = [from / 1000, to / 1000]
  while (other - same > 1) {
    const middle = Math.floor((same + other) / 2)
    if (offsetAt(middle * 1000, timeZone) === offset) same = middle
    else other = middle
  }
  return other * 1000
}

/** The day (`YYYY-MM-DD`) that calendars of a zone show at a moment; null outside of the years 1000 to 9999. */
export function dayAt(at: number, timeZone: string): string | null {
  if (!(at > firstMoment - dayLength && at < lastMoment + dayLength)) return null
  const day = new Date(at + offsetAt(at, timeZone)).toISOString().slice(0, 10)
  return /^[1-9]\d{3}-/.test(day) ? day : null
}

/** Unix seconds of the day's first moment; undefined for a day that is none in the zone or cannot be told. */
export function toDaySeconds(day: string, timeZone: string): number | undefined {
  if (!/^[1-9]\d{3}-\d{2}-\d{2}$/.test(day) || Number.isNaN(Date.parse(day))) return undefined
  const start = startOfDay(day, timeZone)
  return dayAt(start, timeZone) === day ? start / 1000 : undefined
}
