import { isCalendarDay } from '#contract/api/filters.ts'
import { comparisonOf } from '#contract/model/comparison.ts'
import { foldText } from '#contract/model/search-key.ts'
import { decimalSortKey } from '#contract/model/sort-key.ts'
import { valueKinds } from '#contract/model/value-kinds.ts'
import type { FieldDefinition } from '#contract/model/field-definition.ts'
import { dayAt, startOfDay } from '#proxy/sources/calendar.ts'
import { UnsupportedError } from '#proxy/sources/transport/source-errors.ts'
import type { FeedContext } from '#proxy/sources/source-feed.ts'
import type { StoredAttribute } from './attribute-columns.ts'
import { contactPointValue, optionValue } from './contact-entry.ts'
import type { Bound } from './mirror-dialect.ts'

/** The stored forms of a value of a condition or a filter; an option may be given by its label. */
export function itemValues(
  { kind, role }: Pick<StoredAttribute, 'kind' | 'role'>,
  value: string,
  definition: FieldDefinition | undefined,
): string[] {
  switch (comparisonOf[kind]) {
    case 'contactPoint':
      return [contactPointValue(value, role)]
    case 'tag':
      return [value.trim()]
    case 'number':
      return [decimalSortKey(value) ?? value]
    case 'flag':
      return [value === '1' ? 'true' : value === '0' ? 'false' : value]
    case 'choice': {
      const labelled = (definition?.options ?? []).filter(
        ({ label }) => foldText(label) === foldText(value),
      )
      return [value, optionValue(null, value), ...labelled.map(({ id }) => String(id))]
    }
    case 'text':
    case 'content':
    case 'day':
    case 'moment':
    case 'user':
    case 'company':
    case 'link':
    case 'none':
      return [foldText(value)]
  }
}

/** Digits of a part of a phone; the home country's trunk digit may be typed for its code. */
export function phoneForms(text: string): string[] {
  if (!/^[+\d\s().-]+$/.test(text)) return [foldText(text)]
  const digits = text.replaceAll(/\D/g, '')
  return text.trim().startsWith('8') ? [digits, `7${digits.slice(1)}`] : [digits]
}

export type Bounds = { from?: string | undefined; to?: string | undefined }

export const mapped = ({ from, to }: Bounds, read: (text: string) => Bound) => ({
  ...(from !== undefined && { from: read(from) }),
  ...(to !== undefined && { to: read(to) }),
})

export function numberBound(text: string): number {
  const number = Number(text)
  if (Number.isNaN(number)) throw new UnsupportedError('where', 'a number is expected')
  return number
}

/** Bounds as they are stored; undefined if values of this kind have no order. */
export function itemBounds(
  { kind }: Pick<StoredAttribute, 'kind'>,
  { from, to }: Bounds,
  { timeZone }: FeedContext,
): Bounds | undefined {
  switch (comparisonOf[kind]) {
    case 'day':
      return {
        ...(from !== undefined && { from: firstDay(from, timeZone) }),
        ...(to !== undefined && { to: lastDay(to, timeZone) }),
      }
    case 'moment':
      return {
        ...(from !== undefined && { from: momentKey(firstSecond(from, timeZone)) }),
        ...(to !== undefined && { to: momentKey(lastSecond(to, timeZone)) }),
      }
    case 'number':
      return {
        ...(from !== undefined && { from: numberKey(from) }),
        ...(to !== undefined && { to: numberKey(to) }),
      }
    case 'text':
    case 'flag':
    case 'choice':
    case 'contactPoint':
    case 'content':
    case 'user':
    case 'company':
    case 'tag':
    case 'link':
    case 'none':
      return undefined
  }
}

function numberKey(text: string): string {
  const key = decimalSortKey(text)
  if (key === null) throw new UnsupportedError('where', 'a number is expected')
  return key
}

const secondsOf = (moment: string): number => {
  const at = Date.parse(moment)
  if (Number.isNaN(at)) throw new UnsupportedError('where', 'a time or a day is expected')
  return at / 1000
}

export const firstSecond = (bound: string, zone: string): number =>
  isCalendarDay(bound) ? startOfDay(bound, zone) / 1000 : Math.ceil(secondsOf(bound))

const nextDay = (day: string): string =>
  new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)

export const lastSecond = (bound: string, zone: string): number =>
  isCalendarDay(bound) ? startOfDay(nextDay(bound), zone) / 1000 - 1 : Math.floor(secondsOf(bound))

const momentKey = (seconds: number): string => {
  const value = new Date(seconds * 1000).toISOString()
  return valueKinds.dateTime.sortKey({ kind: 'dateTime', value }) ?? value
}

/** The first day that begins at or after a moment, and the last that has begun by then. */
function firstDay(bound: string, zone: string): string {
  if (isCalendarDay(bound)) return bound
  const at = firstSecond(bound, zone) * 1000
  const day = dayAt(at, zone) ?? '9999-12-31'
  return startOfDay(day, zone) >= at ? day : nextDay(day)
}
const lastDay = (bound: string, zone: string): string =>
  isCalendarDay(bound) ? bound : (dayAt(lastSecond(bound, zone) * 1000, zone) ?? '1000-01-01')
