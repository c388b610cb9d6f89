import { narrowText } from '#contract/model/narrow-text.ts'

/** A typed day or local time, as ISO 8601 (`2026-11-20`, `2026-11-20T14:30`). */
export type DateReading =
  | { kind: 'read'; iso: string }
  /** Day and month may be swapped: both dates exist. */
  | { kind: 'ambiguous'; isos: [string, string] }
  /** `incomplete`: only a part of it was typed; `year`: the year does not have four digits. */
  | { kind: 'incomplete' | 'year' | 'invalid' }

const fullMonths = [
  ['january', 'январь', 'января'],
  ['february', 'февраль', 'февраля'],
  ['march', 'март', 'марта'],
  ['april', 'апрель', 'апреля'],
  ['may', 'май', 'мая'],
  ['june', 'июнь', 'июня'],
  ['july', 'июль', 'июля'],
  ['august', 'август', 'августа'],
  ['september', 'сентябрь', 'сентября'],
  ['october', 'октябрь', 'октября'],
  ['november', 'ноябрь', 'ноября'],
  ['december', 'декабрь', 'декабря'],
]

/** 1 to 12 for a name or an abbreviation of at least three letters; 0 for another word. */
const monthOf = (word: string): number =>
  word.length < 3
    ? 0
    : 1 + fullMonths.findIndex((names) => names.some((name) => name.startsWith(word)))

const monthFirst = /^([a-zа-яё]+)\.? (\d{1,2})(?:st|nd|rd|th)?(?:(?:,? )(\d+))?$/
const dayFirst = /^(\d{1,2}) ?([a-zа-яё]+)\.?(?:,? (\d+))?$/
const numbers = /^(\d+)([-./])(\d{1,2})\2(\d+)$/

/** Pasted text without invisible characters, with the digits and hyphens of a keyboard. */
const plainDate = (text: string): string => narrowText(text).replaceAll(/(?<=\d)[‐‑–—](?=\d)/g, '-')

/**
 * Reads a day in the forms of both languages: `2026-11-20`, `20.11.2026`, `11/20/2026`,
 * `Nov 20, 2026`, `20 ноября 2026 г.`. Dots separate day, month and year in this order everywhere;
 * with slashes and dashes the order differs between countries, and is not guessed.
 */
export function readDay(text: string): DateReading {
  const plain = plainDate(text)
    .toLowerCase()
    .replaceAll(/\s+/g, ' ')
    .replace(/(?<=\d) ?(?:г\.?|года)$/, '')
  const named = monthFirst.exec(plain)
  if (named) return dayOfMonth(named[2], monthOf(named[1] ?? ''), named[3])
  const reversed = dayFirst.exec(plain)
  if (reversed) return dayOfMonth(reversed[1], monthOf(reversed[2] ?? ''), reversed[3])
  const [, first = '', separator, second = '', third = ''] = numbers.exec(plain) ?? []
  if (first.length > 2) return calendarDay(first, second, third)
  if (separator === '.') return calendarDay(third, second, first)
  if (separator === undefined)
    return { kind: /^\d{1,4}(?:[-./]\d{0,2})?[-./]?$/.test(plain) ? 'incomplete' : 'invalid' }
  const found = [calendarDay(third, first, second), calendarDay(third, second, first)]
  const isos = [...new Set(found.flatMap((day) => (day.kind === 'read' ? day.iso : [])))]
  const [one, other] = isos
  if (one === undefined) return found.find(({ kind }) => kind === 'year') ?? { kind: 'invalid' }
  return other === undefined
    ? { kind: 'read', iso: one }
    : { kind: 'ambiguous', isos: [one, other] }
}

function dayOfMonth(date = '', month: number, year: string | undefined): DateReading {
  if (month === 0) return { kind: 'invalid' }
  return year === undefined ? { kind: 'incomplete' } : calendarDay(year, String(month), date)
}

function calendarDay(year: string, month: string, date: string): DateReading {
  if (date.length > 2) return { kind: 'invalid' }
  if (year.length !== 4) return { kind: 'year' }
  const iso = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  const moment = new Date(`${iso}T00:00:00Z`)
  const exists = !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(iso)
  return exists ? { kind: 'read', iso } : { kind: 'invalid' }
}

const clockTime = /[T,\s]\s*(?:(?:at|в)\s+)?(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([ap])?\.?(?:m\.?)?$/i

/** Reads a local time: a day, followed by hours and minutes: `14:30`, `2:30 PM`. */
export function readDateTime(text: string): DateReading {
  const plain = plainDate(text)
  const found = clockTime.exec(plain)
  const day = readDay(found ? plain.slice(0, found.index) : plain)
  if (!found) return day.kind === 'read' || day.kind === 'ambiguous' ? { kind: 'incomplete' } : day
  const time = timeOf(found)
  if (time === undefined) return { kind: 'invalid' }
  if (day.kind === 'read') return { kind: 'read', iso: `${day.iso}T${time}` }
  if (day.kind !== 'ambiguous') return day
  return { kind: 'ambiguous', isos: [`${day.isos[0]}T${time}`, `${day.isos[1]}T${time}`] }
}

/** `14:30`, with seconds if they are not 0; undefined for a time that no clock shows. */
function timeOf([, hours, minutes = '', seconds = '00', half]: RegExpExecArray) {
  const typed = Number(hours)
  if (half !== undefined && (typed < 1 || typed > 12)) return undefined
  const hour = half === undefined ? typed : (typed % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
  if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined
  const time = `${String(hour).padStart(2, '0')}:${minutes}`
  return seconds === '00' ? time : `${time}:${seconds}`
}
