/** Unix seconds as ISO 8601 in UTC. */
export const toMoment = (unixSeconds: number): string => new Date(unixSeconds * 1000).toISOString()

/** ISO 8601 as Unix seconds, whole ones. */
export const toSeconds = (iso: string): number => Math.floor(Date.parse(iso) / 1000)

/** Milliseconds at which a day (`YYYY-MM-DD`) begins in a time zone (IANA name). */
export function startOfDay(day: string, timeZone: string): number {
  const utc = Date.parse(`${day}T00:00:00Z`)
  // Twice, because the offset at the first guess may be that of the other side of a clock change.
  const guess = utc - offsetAt(utc, timeZone)
  return utc - offsetAt(guess, timeZone)
}

/** How far the wall clock of `timeZone` is ahead of UTC, in milliseconds. */
function offsetAt(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at)
  const part = (type: string) => Number(parts.find((p) => p.type === type)?.value)
  const wall = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  )
  return wall - Math.floor(at / 1000) * 1000
}
