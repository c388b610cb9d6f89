import { readDateTime, readDay, type DateReading } from '#contract/model/value-kinds/date-text.ts'

/** What a date field holds: a calendar day, or a local time. */
export type DateEntry = 'day' | 'dateTime'

const minYear = 1000 // before it, years do not have four digits

/** Reads a typed date like the model does; a year that no source stores is a problem as well. */
export function readEntry(text: string, entry: DateEntry): DateReading {
  const reading = entry === 'day' ? readDay(text) : readDateTime(text)
  return reading.kind === 'read' && Number(reading.iso.slice(0, 4)) < minYear
    ? { kind: 'year' }
    : reading
}

const cache = new Map<string, Intl.DateTimeFormat>()

function formatterOf(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${Object.values(options).join(' ')}`
  const known = cache.get(key) ?? new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' })
  cache.set(key, known)
  return known
}

const isEnglish = (language: string) => language.startsWith('en')

/**
 * A day (`2026-11-20`) or local time (`2026-11-20T14:30`) as it is typed in the language:
 * `20.11.2026 14:30`, `Nov 20, 2026, 2:30 PM`. It belongs to no time zone and is not converted.
 */
export function printEntry(iso: string, language: string): string {
  const [day = '', time] = iso.split('T')
  const date = formatterOf(language, {
    year: 'numeric',
    month: isEnglish(language) ? 'short' : '2-digit',
    day: isEnglish(language) ? 'numeric' : '2-digit',
  }).format(new Date(day))
  if (time === undefined) return date
  const clock = formatterOf(language, {
    hour: isEnglish(language) ? 'numeric' : '2-digit',
    minute: '2-digit',
    ...(time.length > 5 && { second: '2-digit' as const }),
  }).format(new Date(`${iso}Z`))
  return isEnglish(language) ? `${date}, ${clock}` : `${date} ${clock}`
}

/** The same with the month as a word, which cannot be misread: the choice of two dates. */
export function printInWords(iso: string, language: string): string {
  const [day = '', time] = iso.split('T')
  const date = formatterOf(language, { dateStyle: 'long' }).format(new Date(day))
  return time === undefined ? date : `${date}, ${time}`
}

/** A text in which every date of `entry` is printed, for examples beside the field. */
export const exampleOf = (entry: DateEntry, language: string): string =>
  printEntry(entry === 'day' ? '2026-11-20' : '2026-11-20T14:30', language)
