import { midnight, perKey, shortDay } from './format.ts'
import { toServerTime } from './server-clock.ts'

const relatives = perKey(
  (language) => new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' }),
)

const hour = 3_600_000
const day = 24 * hour

/**
 * "3 hr. ago" or "yesterday" within a week before `readAt`, otherwise the date, without the current
 * year. `readAt`: milliseconds by this computer's clock; if the clock is wrong, it is corrected by
 * the server's.
 */
export function formatRelative(iso: string, language: string, readAt: number): string {
  const now = toServerTime(readAt)
  const time = Date.parse(iso)
  const formatter = relatives(language)
  if (Math.abs(time - now) < hour) {
    const minutes = Math.trunc((time - now) / 60_000)
    return minutes === 0 ? formatter.format(0, 'second') : formatter.format(minutes, 'minute')
  }
  const calendarDays = Math.round((midnight(time) - midnight(now)) / day)
  if (calendarDays === 0 || Math.abs(time - now) < 12 * hour)
    return formatter.format(Math.trunc((time - now) / hour), 'hour')
  if (Math.abs(calendarDays) < 7) return formatter.format(calendarDays, 'day')
  return shortDay(time, now, language)
}
