import type { Period } from '#contract/api/where.ts'

/** The first and the last day (`YYYY-MM-DD`) of a period; `today` is a day, too. */
export function periodDays(period: Period, today: string): { from?: string; to?: string } {
  if ('olderThan' in period) return { to: dayBefore(daysAgo(period.unit, today, period.olderThan)) }
  const { unit, from, to } = period
  return {
    ...(from !== undefined && { from: startOf(unit, today, from) }),
    ...(to !== undefined && { to: dayBefore(startOf(unit, today, to + 1)) }),
  }
}

const months = { month: 1, quarter: 3, year: 12 }
const dayLength = 86_400_000

/** The first day of the unit that is `distance` units after that of today. */
function startOf(unit: Period['unit'], today: string, distance: number): string {
  const at = new Date(today)
  switch (unit) {
    case 'day':
      return printed(at.getTime() + distance * dayLength)
    case 'week': {
      const sinceMonday = (at.getUTCDay() + 6) % 7
      return printed(at.getTime() + (distance * 7 - sinceMonday) * dayLength)
    }
    case 'month':
    case 'quarter':
    case 'year': {
      const length = months[unit]
      const first = Math.floor(at.getUTCMonth() / length) * length + distance * length
      return printed(new Date(at).setUTCFullYear(at.getUTCFullYear(), first, 1))
    }
  }
}

/** The same day so many units ago, or the last one of its month. */
function daysAgo(unit: Period['unit'], today: string, distance: number): string {
  const at = new Date(today)
  switch (unit) {
    case 'day':
      return printed(at.getTime() - distance * dayLength)
    case 'week':
      return printed(at.getTime() - distance * 7 * dayLength)
    case 'month':
    case 'quarter':
    case 'year': {
      const month = at.getUTCMonth() - distance * months[unit]
      const year = at.getUTCFullYear()
      const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
      return printed(Date.UTC(year, month, Math.min(at.getUTCDate(), last)))
    }
  }
}

const dayBefore = (day: string): string => printed(Date.parse(day) - dayLength)

const [firstDay, lastDay] = ['1000-01-01', '9999-12-31']

/** Days have years of four digits. */
const printed = (at: number): string =>
  at < Date.parse(firstDay)
    ? firstDay
    : at > Date.parse(lastDay)
      ? lastDay
      : new Date(at).toISOString().slice(0, 10)
