import type { FieldContent, FieldDefinition } from '#contract/api/fields.ts'
import type { LegacyValue } from '#contract/upstream/amo-v2/contacts.ts'
import { addressParts } from './field-kinds.ts'

/** The values of one field by the shape its type has (reference 4); anything else as it came. */
export function toContent(
  definition: FieldDefinition | undefined,
  values: LegacyValue[],
  timeZone: string,
): FieldContent {
  const texts = values.map((v) => textOf(v.value))
  const content = texts.every((text) => text !== undefined)
    ? ofTexts(definition, values, texts, timeZone)
    : definition?.type === 'legal_entity'
      ? ofRecords(values)
      : undefined
  return content ?? unknownContent(values)
}

function ofTexts(
  definition: FieldDefinition | undefined,
  values: LegacyValue[],
  texts: string[],
  timeZone: string,
): FieldContent | undefined {
  const [first = ''] = texts
  switch (definition?.type ?? '') {
    case 'text':
    case 'textarea':
    case 'streetaddress':
      return { kind: 'text', values: texts }
    case 'url':
      return { kind: 'link', values: texts }
    case 'numeric':
      return { kind: 'number', value: first }
    case 'checkbox':
      return first === '1' || first === '0' ? { kind: 'checkbox', value: first === '1' } : undefined
    case 'date':
    case 'birthday': {
      const day = dayOf(first, timeZone)
      return day === undefined ? undefined : { kind: 'date', value: day }
    }
    case 'select':
    case 'radiobutton':
    case 'multiselect':
      return { kind: 'options', labels: texts }
    case 'multitext': {
      const contactPoints = texts.map((value, index) => ({
        value,
        kind: kindOf(values[index], definition),
      }))
      return { kind: 'multitext', values: contactPoints }
    }
    case 'smart_address': {
      const parts = texts.map((value, index) => ({ part: partOf(values[index]), value }))
      return { kind: 'address', parts }
    }
    default:
      return undefined
  }
}

/** Booleans and numbers count as text; a checkbox is 1 or 0. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'boolean') return value ? '1' : '0'
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}

/** `2022-05-12 00:00:00` and `2022/05/12` are days of the account; Unix seconds occur, too. */
function dayOf(text: string, timeZone: string): string | undefined {
  const match = /^(\d{4})[-/](\d\d)[-/](\d\d)(?:[ T]|$)/.exec(text)
  if (match) return `${match[1]}-${match[2]}-${match[3]}`
  if (!/^-?\d{1,12}$/.test(text)) return undefined
  // Swedish dates are ISO dates.
  return new Intl.DateTimeFormat('sv-SE', { timeZone }).format(Number(text) * 1000)
}

/** Read by the option's id, written by its code. */
export function kindOf(value: LegacyValue | undefined, definition: FieldDefinition | undefined) {
  const option = value?.enum ?? null
  if (option === null || !/^\d+$/.test(option)) return option
  return definition?.options.find(({ id }) => String(id) === option)?.code ?? null
}

const partOf = (value: LegacyValue | undefined): string =>
  addressParts[Number(value?.subtype) - 1] ?? value?.subtype ?? ''

function ofRecords(values: LegacyValue[]): FieldContent | undefined {
  if (!values.every(({ value }) => typeof value === 'object' && value !== null)) return undefined
  const entities = values.map(({ value }) =>
    Object.entries(value ?? {}).flatMap(([key, part]) =>
      typeof part === 'string' || typeof part === 'number' ? [{ key, value: String(part) }] : [],
    ),
  )
  return { kind: 'legalEntity', entities }
}

const unknownContent = (values: LegacyValue[]): FieldContent => ({
  kind: 'unknown',
  values: values.map((v) => (typeof v.value === 'string' ? v.value : JSON.stringify(v.value ?? v))),
})
