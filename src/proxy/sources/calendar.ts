import type { ReportUnreadable } from '#proxy/sources/transport/parse-answer.ts'
import { offsetAt } from '#contract/model/zoned-time.ts'

/** Unix seconds as ISO 8601 in UTC. */
export const toMoment = (unixSeconds: number): string => new Date(unixSeconds * 1000).toISOString()

/** Like `toMoment`; null for seconds whose year ISO 8601 cannot express with four digits. */
export const toMomentOrNull = (unixSeconds: number): string | null =>
  unixSeconds * 1000 >= firstMoment && unixSeconds * 1000 <= lastMoment
    ? toMoment(unixSeconds)
    : null

const firstMoment = Date.UTC(1000, 0, 1)
const lastMoment = Date.UTC(9999, 11, 31, 23, 59, 59)

/** ISO 8601 as whole Unix seconds. */
export const toSeconds = (iso: string): number => Math.floor(Date.parse(iso) / 1000)

/** The IANA name that a source returned; UTC if it is invalid, which is reported. */
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
    return false // a RangeError means that the zone does not exist
  }
}

const dayLength = 86_400_000 // clocks are changed at most once in this period

/**
 * The first moment (in milliseconds) of a day (`YYYY-MM-DD`) in a time zone (IANA name), as not
 * every day has a midnight. For a day that a zone skipped, the first moment after it.
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

/**
 * The first whole second (in milliseconds) after `from` and up to `to` at which the offset differs
 * from that at `from`.
 */
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

/** The day (`YYYY-MM-DD`) in a time zone at a moment; null outside of the years 1000 to 9999. */
export function dayAt(at: number, timeZone: string): string | null {
  if (!(at > firstMoment - dayLength && at < lastMoment + dayLength)) return null
  const day = new Date(at + offsetAt(at, timeZone)).toISOString().slice(0, 10)
  return /^[1-9]\d{3}-/.test(day) ? day : null
}

/**
 * Unix seconds of the day's first moment; undefined for a day that does not exist in the zone or
 * cannot be represented.
 */
export function toDaySeconds(day: string, timeZone: string): number | undefined {
  if (!/^[1-9]\d{3}-\d{2}-\d{2}$/.test(day) || Number.isNaN(Date.parse(day))) return undefined
  const start = startOfDay(day, timeZone)
  return dayAt(start, timeZone) === day ? start / 1000 : undefined
}
