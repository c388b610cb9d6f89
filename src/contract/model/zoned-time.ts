/** Wall clock and moments, in a zone by its IANA name; null stands for the reader's own. */
type Zone = string | null

/** `2026-11-20T14:03` (with seconds where there are any): what a clock in the zone shows. */
export function toWallClock(iso: string, timeZone: Zone): string {
  const date = new Date(iso)
  const wall = new Date(date.getTime() + offsetAt(date.getTime(), timeZone)).toISOString()
  return wall.slice(0, wall.slice(17, 19) === '00' ? 16 : 19)
}

/**
 * The moment (ISO 8601 in UTC) at which a clock in the zone shows `wall`; undefined where that is
 * no time. Where clocks show it twice it is the first of both, where they skip it the hour later.
 */
export function fromWallClock(wall: string, timeZone: Zone): string | undefined {
  const utc = Date.parse(`${wall}Z`)
  if (Number.isNaN(utc)) return undefined
  const [earlier, later] = [utc - day, utc + day].map((near) => utc - offsetAt(near, timeZone))
  const fits = [earlier, later].find(
    (time) => time !== undefined && time + offsetAt(time, timeZone) === utc,
  )
  return new Date(fits ?? earlier ?? utc).toISOString()
}

const day = 86_400_000 // clocks change at most once within it

const clocks = new Map<string, Intl.DateTimeFormat>()

/** Making a format costs a hundred times what using it does; the reader's own zone may change. */
function clockIn(timeZone: Zone): Intl.DateTimeFormat {
  const known = clocks.get(timeZone ?? '')
  if (known) return known
  const clock = new Intl.DateTimeFormat('en-US', {
    ...(timeZone && { timeZone }),
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  if (timeZone) clocks.set(timeZone, clock)
  return clock
}

/** How far the wall clock of the zone is ahead of UTC at a moment; both in milliseconds. */
export function offsetAt(time: number, timeZone: Zone): number {
  const parts = clockIn(timeZone).formatToParts(time)
  const part = (type: string) => Number(parts.find((p) => p.type === type)?.value)
  const numbers = ['year', 'month', 'day', 'hour', 'minute', 'second'].map(part)
  const [year = 0, month = 0, date = 0, hour = 0, minute = 0, second = 0] = numbers
  const wall = Date.UTC(year, month - 1, date, hour, minute, second)
  return wall - Math.floor(time / 1000) * 1000
}

/** "GMT+3" at a moment, for the small print beside a time. */
export function zoneName(timeZone: Zone, language: string, time: number): string {
  const format = new Intl.DateTimeFormat(language, {
    ...(timeZone && { timeZone }),
    timeZoneName: 'short',
  })
  const offset = format.formatToParts(time).find(({ type }) => type === 'timeZoneName')?.value ?? ''
  const city = (timeZone ?? format.resolvedOptions().timeZone).split('/').at(-1)
  return `${(city ?? '').replaceAll('_', ' ')}, ${offset}`
}
