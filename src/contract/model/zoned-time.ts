/** IANA name of a time zone; null stands for the user's own. */
type Zone = string | null

/**
 * Converts an ISO 8601 time to the local time in the zone: `2026-11-20T14:03`, with seconds if they
 * are not 0.
 */
export function toWallClock(iso: string, timeZone: Zone): string {
  const date = new Date(iso)
  const wall = new Date(date.getTime() + offsetAt(date.getTime(), timeZone)).toISOString()
  return wall.slice(0, wall.slice(17, 19) === '00' ? 16 : 19)
}

/**
 * The time (ISO 8601 in UTC) at which a clock in the zone shows `wall`; undefined if `wall` is not
 * a valid time. The first of two if clocks are set back, one hour later if clocks skip it.
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

const day = 86_400_000 // clocks are changed at most once in this period

const clocks = new Map<string, Intl.DateTimeFormat>()

/**
 * Creating a format costs a hundred times as much as using it; the user's own time zone may change.
 */
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

/** Since then all zones change their clocks at full quarters of an hour. */
const firstQuarter = Date.UTC(1973, 0, 1)
const quarter = 15 * 60_000
const maxOffsets = 10_000
const offsets = new Map<string, number>()

/** Offset of the zone from UTC at a time; both in milliseconds. */
export function offsetAt(time: number, timeZone: Zone): number {
  if (timeZone === null || !(time >= firstQuarter)) return readOffset(time, timeZone)
  const key = `${Math.floor(time / quarter)} ${timeZone}`
  const known = offsets.get(key)
  if (known !== undefined) return known
  if (offsets.size >= maxOffsets) offsets.clear()
  const offset = readOffset(time, timeZone)
  offsets.set(key, offset)
  return offset
}

/** By the parts of the local time, which is slow. */
function readOffset(time: number, timeZone: Zone): number {
  const parts = clockIn(timeZone).formatToParts(time)
  const part = (type: string) => Number(parts.find((p) => p.type === type)?.value)
  const numbers = ['year', 'month', 'day', 'hour', 'minute', 'second'].map(part)
  const [year = 0, month = 0, date = 0, hour = 0, minute = 0, second = 0] = numbers
  const wall = Date.UTC(year, month - 1, date, hour, minute, second)
  return wall - Math.floor(time / 1000) * 1000
}

/** The zone's name at a time, such as "GMT+3", shown beside times. */
export function zoneName(timeZone: Zone, language: string, time: number): string {
  const format = new Intl.DateTimeFormat(language, {
    ...(timeZone && { timeZone }),
    timeZoneName: 'short',
  })
  const offset = format.formatToParts(time).find(({ type }) => type === 'timeZoneName')?.value ?? ''
  const city = (timeZone ?? format.resolvedOptions().timeZone).split('/').at(-1)
  return `${(city ?? '').replaceAll('_', ' ')}, ${offset}`
}
