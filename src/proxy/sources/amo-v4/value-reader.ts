import type { z } from 'zod'
import type { FieldContent } from '#contract/api/fields.ts'
import type { amoFieldValue } from '#contract/upstream/amo-v4/contacts.ts'

type Value = z.infer<typeof amoFieldValue>
type Context = { timeZone: string; currency: string | null }

/** The values of one field by the shape its type has (reference 6.3); anything else unchanged. */
export function toContent(type: string, values: Value[], context: Context): FieldContent {
  return known(type, values, context) ?? unknownContent(values)
}

function known(type: string, values: Value[], context: Context): FieldContent | undefined {
  const [first] = values
  switch (type) {
    case 'text':
    case 'textarea':
    case 'streetaddress':
      return allText(values, (texts) => ({ kind: 'text', values: texts }))
    case 'url':
      return allText(values, (texts) => ({ kind: 'link', values: texts }))
    case 'numeric':
      return allText(values, ([value]) => ({ kind: 'number', value: value ?? '' }))
    case 'monetary':
    case 'price':
      return allText(values, ([value]) => ({
        kind: 'money',
        value: value ?? '',
        currency: context.currency,
      }))
    case 'checkbox':
      return typeof first?.value === 'boolean'
        ? { kind: 'checkbox', value: first.value }
        : undefined
    case 'date':
    case 'birthday':
      return moment(first, (at) => ({ kind: 'date', value: dayIn(at, context.timeZone) }))
    case 'date_time':
      return moment(first, (at) => ({ kind: 'dateTime', value: at.toISOString() }))
    case 'select':
    case 'radiobutton':
    case 'multiselect':
    case 'category':
      return allText(values, (labels) => ({ kind: 'options', labels }))
    case 'multitext':
      return allText(values, (texts) => ({
        kind: 'multitext',
        values: texts.map((value, index) => ({ value, kind: codeOf(values[index]) })),
      }))
    case 'smart_address':
      return allText(values, (texts) => ({
        kind: 'address',
        parts: texts.map((value, index) => ({ part: codeOf(values[index]) ?? '', value })),
      }))
    case 'legal_entity':
      return allRecords(values, (entities) => ({ kind: 'legalEntity', entities }))
    case 'file':
      return files(values)
    default:
      return undefined
  }
}

const unknownContent = (values: Value[]): FieldContent => ({
  kind: 'unknown',
  values: values.map((v) => (typeof v.value === 'string' ? v.value : JSON.stringify(v.value ?? v))),
})

const codeOf = (v: Value | undefined): string | null =>
  v?.enum_code ?? (typeof v?.enum === 'string' ? v.enum : null)

function allText(values: Value[], make: (texts: string[]) => FieldContent) {
  const texts = values.map((v) => (typeof v.value === 'number' ? String(v.value) : v.value))
  return texts.every((t) => typeof t === 'string') ? make(texts) : undefined
}

/** Unix seconds, or the RFC 3339 text that older answers carry. */
function moment(v: Value | undefined, make: (at: Date) => FieldContent) {
  const raw = v?.value
  const seconds = typeof raw === 'number' || (typeof raw === 'string' && /^-?\d+$/.test(raw))
  const at = seconds ? new Date(Number(raw) * 1000) : new Date(typeof raw === 'string' ? raw : NaN)
  return isRepresentable(at) ? make(at) : undefined
}

/** Years of four digits, which ISO 8601 writes without a sign. Others are shown unchanged. */
const isRepresentable = (at: Date) => at.getTime() >= firstMoment && at.getTime() <= lastMoment
const firstMoment = Date.UTC(1000, 0, 2)
const lastMoment = Date.UTC(9999, 11, 30)

/** Swedish dates are ISO dates. */
const dayIn = (at: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone }).format(at)

function allRecords(
  values: Value[],
  make: (entities: { key: string; value: string }[][]) => FieldContent,
) {
  if (!values.every((v) => isFlat(v.value))) return undefined
  return make(
    values.map((v) =>
      Object.entries(v.value ?? {}).flatMap(([key, value]) =>
        typeof value === 'string' || typeof value === 'number'
          ? [{ key, value: String(value) }]
          : [],
      ),
    ),
  )
}

/** A record of texts, numbers and nothings; what is nested would be lost on the way back. */
const isFlat = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).every((part) => part === null || ['string', 'number'].includes(typeof part))

function files(values: Value[]): FieldContent | undefined {
  const found = values.flatMap(({ value }) => {
    if (typeof value !== 'object' || value === null || !('file_name' in value)) return []
    const bytes = 'file_size' in value ? Number(value.file_size) : NaN
    return [{ name: String(value.file_name), bytes: Number.isInteger(bytes) ? bytes : null }]
  })
  return found.length === values.length ? { kind: 'file', files: found } : undefined
}
