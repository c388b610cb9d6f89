import { readDay } from './value-kinds/date-text.ts'
import { readEmail } from './email-reading.ts'
import {
  hasInvisibleMarks,
  hasOddMarks,
  plainPoint,
  readSpoiledNumber,
  withoutMarks,
} from './entered-text.ts'
import type { IssueCode, ValueIssue } from './issue.ts'
import { joined, readPhone } from './phone-reading.ts'
import { narrowText } from './narrow-text.ts'
import { emailKey, phoneTextKey } from './search-key.ts'
import type { ContactPoint, Value } from './value.ts'
import type { ValueContext } from './value-context.ts'
import { textParts } from './value-kinds/text-parts.ts'
import { isEmptyValue, valueKinds } from './value-kinds.ts'

/** Codes of what is probably wrong with a value that a source would accept. */
export const warningCodes = [
  /** Text that means that there is no value: `нет`, `-`, `n/a`. */
  'placeholder',
  'not_a_phone',
  'too_short',
  'too_long',
  /** The digits after the plus begin with no country's code. */
  'calling_code',
  'not_an_email',
  /** Latin and Cyrillic letters that look alike are mixed. */
  'look_alikes',
  /** Several phones or e-mails in the place of one. */
  'several_values',
  /** A spreadsheet has taken it for a number. */
  'spoiled_number',
  /** Three digits after the only separator: thousands, or a fraction. */
  'separator',
  'invisible_marks',
  /** The value is in the list already, perhaps in another notation. */
  'repeated',
] as const
export type WarningCode = (typeof warningCodes)[number]

/**
 * What a value makes one ask. `error`: it is not written, because the source would reject it or its
 * meaning is unknown. `warning`: it is written if a person keeps it. `hint`: nothing is wrong with it,
 * and it can be written better.
 *
 * `index` and `part` are those of issues. `text` is the text in question, `suggestions` the
 * alternatives to it: each is the texts that replace it, none of which leave the place empty.
 */
export type ValueCheck = {
  index?: number | undefined
  part?: string | undefined
  text: string
  suggestions: string[][]
} & (
  | { severity: 'error'; code: IssueCode; message: string }
  | { severity: 'warning'; code: WarningCode }
  | { severity: 'hint'; code: 'country_code' | 'wrapped' }
)

export type CheckContext = ValueContext & {
  /** ISO code of the country of phones without a country code; null if unknown. */
  country: string | null
  /** Whether the comma is the decimal separator of the user's language. */
  isCommaDecimal: boolean
}

/** An issue that a parser found; stored drafts may name what is absent. */
type EnteredIssue = Pick<ValueIssue, 'code' | 'message'> & {
  [Key in 'index' | 'part' | 'text']?: ValueIssue[Key] | undefined
}

/**
 * A value as it was entered: `text` and `issues` of a parsed text, null and none otherwise; `known` are
 * items that were there before, which may hold a separator.
 */
export type Entered = {
  value: Value | null
  text: string | null
  issues: readonly EnteredIssue[]
  known?: readonly string[]
}

/**
 * All that can be said of an entered value before it is written, by all places of entry: form, cell,
 * grid, batch edit and import. `accepted` are texts that a person has decided to keep as they are.
 */
export function checksOf(
  { value, text, issues, known = [] }: Entered,
  context: CheckContext,
  accepted: readonly string[] = [],
): ValueCheck[] {
  if (issues.length > 0) return issues.map((issue) => errorOf(issue, text ?? ''))
  if (value === null || isEmptyValue(value)) return []
  const errors = valueKinds[value.kind]
    .validate(value, context)
    .map((issue) => errorOf(issue, text ?? ''))
  return [
    ...errors,
    ...warningsOf(asTyped(value, text, known), text, context).filter(
      (check) => !accepted.includes(check.text),
    ),
  ]
}

/** Contact points as they were typed: parsing removes what the clipboard adds. */
function asTyped(value: Value, text: string | null, known: readonly string[]): Value {
  if (value.kind !== 'contactPoints' || text === null) return value
  const typed = typedPoints(text, known)
  if (typed.length !== value.items.length) return value
  return {
    ...value,
    items: value.items.map((item, index) => ({ ...item, value: typed[index] ?? '' })),
  }
}

/** The parts of a text of contact points, each as it was typed. */
export const typedPoints = (text: string, known: readonly string[] = []): string[] =>
  textParts(text, [...known]).filter((part) => part.trim() !== '')

const errorOf = (issue: EnteredIssue, whole: string): ValueCheck => ({
  severity: 'error',
  code: issue.code,
  message: issue.message,
  index: issue.index,
  part: issue.part,
  text: issue.text ?? whole,
  suggestions: (readings[issue.code]?.(issue.text ?? whole) ?? []).map((reading) => [reading]),
})

/** The texts that somebody may have meant by one that can be read in several ways, or in none. */
const readings: Partial<Record<IssueCode, (text: string) => string[]>> = {
  ambiguous_number: (text) => [text.replaceAll(/[\s,]/g, ''), text.replace(',', '.')],
  spoiled_number: (text) => {
    const read = readSpoiledNumber(text)
    return read?.kind === 'whole' ? [read.digits] : []
  },
  ambiguous_date: (text) => {
    const read = readDay(text)
    return read.kind === 'ambiguous' ? read.isos : []
  },
  year_out_of_range: withWholeYear,
}

/** `02.01.90` as days of the two centuries that may be meant, the earlier one first. */
function withWholeYear(text: string): string[] {
  const [, start, year] = /^(.*\D)(\d\d)\D*$/s.exec(narrowText(text)) ?? []
  if (start === undefined || year === undefined) return []
  return ['19', '20'].flatMap((century) => {
    const read = readDay(`${start}${century}${year}`)
    return read.kind === 'read' ? read.iso : read.kind === 'ambiguous' ? read.isos : []
  })
}

function warningsOf(value: Value, text: string | null, context: CheckContext): ValueCheck[] {
  switch (value.kind) {
    case 'contactPoints':
      return value.items.flatMap((item, index) => pointChecks(item, index, value.items, context))
    case 'number':
    case 'money':
      return text === null ? [] : separatorChecks(text, context)
    case 'text':
      // One phone or e-mail that is entered as a plain text.
      if (context.role !== null)
        return value.values.flatMap((item) =>
          pointChecks({ value: item, kind: null, kindId: null }, 0, [], context),
        )
      return value.values.flatMap((item) =>
        hasInvisibleMarks(item) && !context.isMultiline
          ? [warning('invisible_marks', item, [[withoutMarks(item)]])]
          : [],
      )
    case 'url':
    case 'flag':
    case 'date':
    case 'dateTime':
    case 'choice':
    case 'address':
    case 'companyDetails':
    case 'user':
    case 'company':
    case 'tags':
    case 'links':
    case 'files':
    case 'unknown':
      return []
  }
}

const warning = (
  code: WarningCode,
  text: string,
  suggestions: string[][] = [],
  index?: number,
): ValueCheck => ({
  severity: 'warning',
  code,
  text,
  suggestions,
  ...(index !== undefined && { index }),
})

function pointChecks(
  { value: text }: ContactPoint,
  index: number,
  items: readonly ContactPoint[],
  { role, country }: CheckContext,
): ValueCheck[] {
  if (text.trim() === '') return []
  const checks: ValueCheck[] = []
  const plain = plainPoint(text)
  if (hasOddMarks(text)) checks.push(warning('invisible_marks', text, [[plain]], index))
  else if (plain !== text.trim())
    checks.push({ severity: 'hint', code: 'wrapped', text, index, suggestions: [[plain]] })
  const reading =
    role === 'phones'
      ? phoneChecks(text, country, index)
      : role === 'emails'
        ? emailChecks(text, index)
        : []
  checks.push(...reading)
  const key = role === null ? null : keyOf(role, text)
  const isRepeated =
    key !== null &&
    items.slice(0, index).some((item) => keyOf(role ?? 'phones', item.value) === key)
  if (isRepeated) checks.push(warning('repeated', text, [[]], index))
  return checks
}

/** The form in which values are equal however they are written; null for what has none. */
export const keyOf = (role: 'phones' | 'emails', text: string): string | null =>
  role === 'phones' ? (/\d/.test(text) ? phoneTextKey(text) : null) : emailKey(text)

function phoneChecks(text: string, country: string | null, index: number): ValueCheck[] {
  const { problem, number, rest, repair } = readPhone(text, country)
  if (problem !== null) return [warning(problem, text, repair === null ? [] : [repair], index)]
  if (number === null || plainPoint(text).startsWith('+')) return []
  const suggestions = [[joined(number, rest)]]
  return [{ severity: 'hint', code: 'country_code', text, index, suggestions }]
}

function emailChecks(text: string, index: number): ValueCheck[] {
  const { problem, repair } = readEmail(text)
  return problem === null ? [] : [warning(problem, text, repair === null ? [] : [repair], index)]
}

/**
 * Where the comma is decimal, `1.234` may be a thousand and more, and so may `1,234` that was copied from
 * elsewhere. Where the point is, `1.234` has one reading, and `1,234` is refused.
 */
function separatorChecks(text: string, { isCommaDecimal }: CheckContext): ValueCheck[] {
  const plain = narrowText(text)
  const isAsked = isCommaDecimal && /^-?[1-9]\d{0,2}[.,]\d{3}$/.test(plain)
  return isAsked ? [warning('separator', text, [[plain.replace(/[.,]/, '')]])] : []
}
