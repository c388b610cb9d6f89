import { isCalendarDay, type Range } from '#contract/api/filters.ts'
import { offsetAt, toWallClock, zoneName } from '#contract/model/zoned-time.ts'
import { isOlder, type DayPreset } from './day-preset.ts'
import { ageOf } from './day-preset-names.ts'

/** Milliseconds, and the time zone (IANA name) of the days; null: the user's own. */
export type ZonedTime = { now: number; timeZone: string | null }

/** The range of a preset: days of the zone's calendar, or a time for `overdue`. */
export function rangeOfPreset(preset: DayPreset, { now, timeZone }: ZonedTime): Range {
  const iso = new Date(now).toISOString()
  const today = new Date(`${dayOf(iso, timeZone)}T00:00:00Z`)
  const [year, month, date] = [today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate()]
  const day = (inMonth: number, at: number) =>
    new Date(Date.UTC(year, inMonth, at)).toISOString().slice(0, 10)
  const days = (first: number, last: number): Range => ({
    from: day(month, date + first),
    to: day(month, date + last),
  })
  if (isOlder(preset)) {
    const { unit, olderThan } = ageOf(preset)
    if (unit === 'day') return { to: day(month, date - olderThan - 1) }
    const last = new Date(Date.UTC(year, month - olderThan + 1, 0)).getUTCDate()
    return { to: day(month - olderThan, Math.min(date, last) - 1) }
  }
  const sinceMonday = (today.getUTCDay() + 6) % 7
  switch (preset) {
    case 'today':
      return days(0, 0)
    case 'yesterday':
      return days(-1, -1)
    case 'thisWeek':
      return days(-sinceMonday, 0)
    case 'lastWeek':
      return days(-sinceMonday - 7, -sinceMonday - 1)
    case 'last7':
      return days(-6, 0)
    case 'last30':
      return days(-29, 0)
    case 'next7':
      return days(0, 6)
    case 'thisMonth':
      return { from: day(month, 1), to: day(month, date) }
    case 'lastMonth':
      return { from: day(month - 1, 1), to: day(month, 0) }
    case 'overdue':
      return { to: iso }
  }
}

/** The calendar day of a range's end, in the format of date inputs; empty for an open end. */
export const dayOf = (end: string | undefined, timeZone: string | null): string =>
  end === undefined || isCalendarDay(end) ? (end ?? '') : toWallClock(end, timeZone).slice(0, 10)

const halfYearMs = 182 * 86_400_000

/** "Moscow, GMT+3" if the zone (IANA name) differs from the user's, now or in half a year. */
export const differingZone = (timeZone: string, language: string, now: number) =>
  [now, now + halfYearMs].some((time) => offsetAt(time, timeZone) !== offsetAt(time, null))
    ? zoneName(timeZone, language, now)
    : undefined
