import { fromWallClock, toWallClock } from '#contract/model/zoned-time.ts'
import type { ValueIssue } from '#contract/model/issue.ts'
import { valueSchemas } from '#contract/model/value.ts'
import { defineValueKind, type OwnValueKind } from '#contract/model/value-kind.ts'
import { readDateTime, readDay, type DateReading } from './date-text.ts'
import { itemText } from './item-text.ts'

const minYear = 1000
const maxYear = 9999

/** Whether the year has four digits, as required by date inputs, ISO 8601 and every source. */
const isTellable = (iso: string): boolean => {
  const year = Number(/^(-?\d+)-/.exec(iso)?.[1])
  return year >= minYear && year <= maxYear
}

const yearIssue = {
  code: 'year_out_of_range' as const,
  message: `the year must be between ${minYear} and ${maxYear}`,
}

/**
 * Parses `2026-11-20` or `20.11.2026` into `2026-11-20`; undefined for a date that does not exist.
 * Years of two digits are rejected.
 */
export function parseDay(text: string): string | undefined {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text)
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text)
  const [year, month, date] = iso
    ? [iso[1], iso[2], iso[3]]
    : dotted
      ? [dotted[3], dotted[2], dotted[1]]
      : []
  if (!year || !month || !date) return undefined
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  const moment = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(day) ? day : undefined
}

/** The issue of a text from which no single date could be read. */
function readingIssue(
  { kind }: Exclude<DateReading, { kind: 'read' }>,
  text: string,
  otherwise: { code: 'date' | 'date_time'; message: string },
): ValueIssue {
  switch (kind) {
    case 'ambiguous':
      return {
        code: 'ambiguous_date',
        message: 'write 2026-11-20: day and month could be swapped',
        text,
      }
    case 'incomplete':
      return { code: 'incomplete', message: 'only a part of it was typed', text }
    case 'year':
      return { ...yearIssue, text }
    case 'invalid':
      return { ...otherwise, text }
  }
}

/** The time without fractions of a second, because sources store whole seconds in UTC. */
export function wholeSecond(text: string): string {
  const moment = Date.parse(text)
  return Number.isNaN(moment) ? text : new Date(Math.floor(moment / 1000) * 1000).toISOString()
}

const ownDate: OwnValueKind<'date'> = {
  schema: valueSchemas.date,
  isWritable: true,
  isEmpty: ({ value }) => value === '',
  equals: (a, b) => a.value === b.value,
  split: (value) => [value],
  join: (first) => first,
  parse: (text) => {
    if (text.trim() === '') return { value: null, issues: [] }
    const day = readDay(text)
    if (day.kind === 'read') return { value: { kind: 'date', value: day.iso }, issues: [] }
    const otherwise = { code: 'date', message: 'a date like 2026-11-20 is expected' } as const
    return { value: null, issues: [readingIssue(day, text.trim(), otherwise)] }
  },
  print: ({ value }) => value,
  validate: ({ value }) => {
    if (parseDay(value) === undefined) return [{ code: 'date', message: 'not a date' }]
    return isTellable(value) ? [] : [yearIssue]
  },
  searchText: ({ value }) => value,
  sortKey: ({ value }) => value,
  toWrite: ({ value }) => [{ value }],
  fromWrite: ([first]) => (first ? { kind: 'date', value: itemText(first) } : null),
}
export const dateKind = defineValueKind('date', ownDate)

const ownDateTime: OwnValueKind<'dateTime'> = {
  schema: valueSchemas.dateTime,
  isWritable: true,
  isEmpty: ({ value }) => value === '',
  equals: (a, b) => wholeSecond(a.value) === wholeSecond(b.value),
  split: (value) => [value],
  join: (first) => first,
  parse: (text, { timeZone, before }) => {
    if (text.trim() === '') return { value: null, issues: [] }
    const reading = readDateTime(text)
    const otherwise = {
      code: 'date_time',
      message: 'a time like 2026-11-20 14:30 is expected',
    } as const
    if (reading.kind !== 'read')
      return { value: null, issues: [readingIssue(reading, text.trim(), otherwise)] }
    // An unchanged time is returned as it was, also if it is ambiguous when clocks are set back.
    const isUntouched =
      before?.kind === 'dateTime' && reading.iso === toWallClock(before.value, timeZone)
    const moment = isUntouched ? before.value : fromWallClock(reading.iso, timeZone)
    return moment === undefined
      ? { value: null, issues: [{ ...otherwise, text: text.trim() }] }
      : { value: { kind: 'dateTime', value: moment }, issues: [] }
  },
  print: ({ value }, { timeZone }) => toWallClock(value, timeZone).replace('T', ' '),
  validate: ({ value }) => {
    if (Number.isNaN(Date.parse(value))) return [{ code: 'date_time', message: 'not a valid time' }]
    return isTellable(value) ? [] : [yearIssue]
  },
  searchText: ({ value }) => value.slice(0, 10),
  sortKey: ({ value }) => wholeSecond(value),
  toWrite: ({ value }) => [{ value }],
  fromWrite: ([first]) =>
    first ? { kind: 'dateTime', value: wholeSecond(itemText(first)) } : null,
}
export const dateTimeKind = defineValueKind('dateTime', ownDateTime)
