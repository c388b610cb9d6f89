import { isEmpty } from '#contract/upstream/lenient.ts'
import type { FieldOption } from '#contract/model/field-definition.ts'
import type { ContactPoint, Option, Value, ValueKindName } from '#contract/model/value.ts'
import { plainContext } from '#contract/model/value-context.ts'
import { valueKinds } from '#contract/model/value-kinds.ts'
import { parseDay } from '#contract/model/value-kinds/date-kinds.ts'
import { dayAt, toMomentOrNull } from './calendar.ts'

/**
 * One value of a field as returned by amoCRM in either dialect: its content, and the option or part
 * that it names.
 */
export type ReadItem = { value: unknown; id: number | null; code: string | null }

/** The context for reading values of a field; an unknown field has no options. */
export type ReadContext = {
  options: FieldOption[]
  currency: string | null
  /** IANA name of the time zone in which days of date fields begin. */
  timeZone: string
}

/**
 * The value of a field. `isUnreadable`: a part of it could not be read, so it must not be
 * overwritten.
 */
export type ReadValue = { value: Value; isUnreadable: boolean }

/**
 * Converts the items of a field to a value of the given kind, or of kind `unknown` if they do not
 * match it. Undefined if the field is empty. `isOdd`: the items do not have the documented format.
 */
export function toValue(
  kind: ValueKindName,
  items: ReadItem[],
  context: ReadContext & { isOdd: boolean },
): ReadValue | undefined {
  const filled = items.filter((item) => !isBlank(kind, item))
  if (filled.length === 0) return undefined
  const known = toKnown(kind, filled, context)
  const isText = filled.every(({ value }) => textOf(value) !== undefined)
  // Contact points are shown together, even if one of them is not a text.
  if (known?.kind === 'contactPoints')
    return { value: known, isUnreadable: context.isOdd || !isText }
  if (known && !context.isOdd) return { value: known, isUnreadable: false }
  const values = filled.map(({ value }) => (typeof value === 'string' ? value : toJson(value)))
  return { value: { kind: 'unknown', values }, isUnreadable: kind !== 'unknown' }
}

/**
 * Whether an item is empty. `false` is a value for flags only; an option may have an ID and no
 * text.
 */
function isBlank(kind: ValueKindName, { value, id, code }: ReadItem): boolean {
  if (kind === 'choice' && (id !== null || code !== null)) return false
  return value === false && kind === 'flag' ? false : isEmpty(value)
}

type Reader = (items: ReadItem[], context: ReadContext) => Value | undefined

/** Kinds whose values amoCRM returns in another format than the text that is written. */
const readers: Partial<Record<ValueKindName, Reader>> = {
  // Most fields are texts: the same as below, in less time.
  text: (items) => {
    const values = textsOf(items)
    return values && { kind: 'text', values }
  },
  flag: toFlag,
  date: ([first], { timeZone }) => {
    const day = toDay(first?.value, timeZone)
    return day === undefined ? undefined : { kind: 'date', value: day }
  },
  dateTime: ([first]) => {
    const moment = toSecondsOf(first?.value)
    const iso = moment === undefined ? null : toMomentOrNull(moment)
    return iso === null ? undefined : { kind: 'dateTime', value: iso }
  },
  choice: (items, { options }) => toChoice(items, options),
  contactPoints: (items, { options }) => ({
    kind: 'contactPoints',
    items: toContactPoints(items, options),
  }),
  address: toAddress,
  companyDetails: toCompanyDetails,
  files: toFiles,
}

/** For kinds without a reader of their own, the kind itself interprets the texts. */
function toKnown(kind: ValueKindName, items: ReadItem[], context: ReadContext): Value | undefined {
  const reader = readers[kind]
  if (reader) return reader(items, context)
  const { fromWrite, schema } = valueKinds[kind]
  const { options, currency } = context
  const written = textsOf(items)?.map((text) => ({ value: text }))
  return (
    written && schema.safeParse(fromWrite(written, { ...plainContext, options, currency })).data
  )
}

const toJson = (value: unknown): string => JSON.stringify(value ?? null)

/** Text, or a number as text; undefined for anything else. */
export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined

function textsOf(items: ReadItem[]): string[] | undefined {
  const texts = items.flatMap(({ value }) => textOf(value) ?? [])
  return texts.length === items.length ? texts : undefined
}

const optionOf = ({ id, code }: ReadItem, options: FieldOption[]): FieldOption | undefined =>
  options.find((option) =>
    id === null ? option.code !== null && option.code === code : option.id === id,
  )

/**
 * Contact points; one with an unexpected type does not affect the others, and empty ones are
 * omitted.
 */
export const toContactPoints = (items: ReadItem[], options: FieldOption[]): ContactPoint[] =>
  items
    .filter((item) => !isBlank('contactPoints', item))
    .map((item) => {
      const option = optionOf(item, options)
      return {
        value: textOf(item.value) ?? toJson(item.value),
        kind: item.code ?? option?.code ?? null,
        kindId: item.id ?? option?.id ?? null,
      }
    })

function toChoice(items: ReadItem[], options: FieldOption[]): Value | undefined {
  const found = items.flatMap((item): Option[] => {
    const option = optionOf(item, options)
    const label = textOf(item.value) ?? option?.label
    if (label === undefined) return []
    return [{ id: item.id ?? option?.id ?? null, code: item.code ?? option?.code ?? null, label }]
  })
  return found.length === items.length ? { kind: 'choice', options: found } : undefined
}

function toAddress(items: ReadItem[], { options }: ReadContext): Value | undefined {
  const parts = textsOf(items)?.map((value, at) => ({ part: partOf(items[at], options), value }))
  return parts && { kind: 'address', parts }
}

function partOf(item: ReadItem | undefined, options: FieldOption[]): string {
  const option = item && optionOf(item, options)
  return item?.code ?? option?.code ?? option?.label ?? ''
}

const flags = new Map<unknown, boolean>([
  [true, true],
  [1, true],
  ['1', true],
  [false, false],
  [0, false],
  ['0', false],
])

function toFlag([first]: ReadItem[]): Value | undefined {
  const value = flags.get(first?.value)
  return value === undefined ? undefined : { kind: 'flag', value }
}

/** Unix seconds, as a number or as text, or RFC 3339 as in older responses. */
function toSecondsOf(value: unknown): number | undefined {
  const text = textOf(value)
  if (text === undefined) return undefined
  if (/^-?\d{1,15}$/.test(text)) return Number(text)
  const moment = /[Tt ].*(?:Z|[+-]\d\d:?\d\d)$/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(moment) ? undefined : Math.floor(moment / 1000)
}

/**
 * A day of the account's calendar as text (`2022-05-12 00:00:00`, `2022/05/12`), or the day of a
 * time.
 */
function toDay(value: unknown, timeZone: string): string | undefined {
  const written = /^([1-9]\d{3})[-/](\d\d)[-/](\d\d)(?:[ T]\d\d:\d\d(?::\d\d)?)?$/.exec(
    textOf(value) ?? '',
  )
  if (written) return parseDay(`${written[1]}-${written[2]}-${written[3]}`)
  const seconds = toSecondsOf(value)
  return seconds === undefined ? undefined : (dayAt(seconds * 1000, timeZone) ?? undefined)
}

/** Records of texts, numbers and empty values; nested data would be lost when written back. */
function toCompanyDetails(items: ReadItem[]): Value | undefined {
  const entities = items.map(({ value }) => {
    if (typeof value !== 'object' || value === null) return undefined
    const filled = Object.entries(value).filter(([, detail]) => detail !== null)
    const details = filled.flatMap(([key, detail]) => {
      const text = textOf(detail)
      return text === undefined ? [] : [{ key, value: text }]
    })
    return details.length === filled.length ? details : undefined
  })
  const known = entities.flatMap((entity) => (entity ? [entity] : []))
  return known.length === items.length ? { kind: 'companyDetails', entities: known } : undefined
}

function toFiles(items: ReadItem[]): Value | undefined {
  const files = items.flatMap(({ value }) => {
    if (typeof value !== 'object' || value === null || !('file_name' in value)) return []
    const name = textOf(value.file_name)
    if (name === undefined) return []
    const bytes = 'file_size' in value ? Number(textOf(value.file_size)) : Number.NaN
    return [{ name, bytes: Number.isSafeInteger(bytes) ? bytes : null }]
  })
  return files.length === items.length ? { kind: 'files', items: files } : undefined
}
