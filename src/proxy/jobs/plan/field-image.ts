import type { FieldContent, FieldDefinition } from '#contract/api/fields.ts'
import { wholeSecond } from '#contract/api/field-entries.ts'
import type { FieldValue } from '#contract/api/writes.ts'

/** The content that reads back after writing these values; null where they clear the field. */
export function contentOf(
  values: FieldValue[] | null,
  definition: FieldDefinition,
): FieldContent | null {
  if (!values || values.length === 0) return null
  const texts = values.map((value) => textOf(value, definition))
  const [first = ''] = texts
  switch (definition.type) {
    case 'text':
    case 'textarea':
    case 'streetaddress':
      return { kind: 'text', values: texts }
    case 'url':
      return { kind: 'link', values: texts }
    case 'numeric':
      return { kind: 'number', value: first }
    case 'monetary':
    case 'price':
      return { kind: 'money', value: first, currency: definition.currency }
    case 'checkbox':
      return { kind: 'checkbox', value: ['true', '1'].includes(first) }
    case 'date':
    case 'birthday':
      return { kind: 'date', value: first }
    case 'date_time':
      return { kind: 'dateTime', value: wholeSecond(first) }
    case 'select':
    case 'radiobutton':
    case 'multiselect':
    case 'category':
      return { kind: 'options', labels: texts }
    case 'multitext':
      return {
        kind: 'multitext',
        values: values.map((value, index) => ({
          value: texts[index] ?? '',
          kind: value.kind ?? null,
        })),
      }
    case 'smart_address':
      return {
        kind: 'address',
        parts: values.map((value, index) => ({
          value: texts[index] ?? '',
          part: value.kind ?? '',
        })),
      }
    case 'legal_entity':
      return { kind: 'legalEntity', entities: values.map(({ value }) => recordOf(value)) }
    default:
      return { kind: 'unknown', values: values.map(({ value }) => JSON.stringify(value ?? null)) }
  }
}

/** The values to write so that a field reads as this content; undefined where that is impossible. */
export function valuesOf(content: FieldContent | null): FieldValue[] | null | undefined {
  if (content === null) return null
  switch (content.kind) {
    case 'text':
    case 'link':
      return content.values.map((value) => ({ value }))
    case 'number':
    case 'money':
    case 'checkbox':
    case 'date':
    case 'dateTime':
      return [{ value: content.value }]
    case 'options':
      return content.labels.map((value) => ({ value }))
    case 'multitext':
      return content.values.map(({ value, kind }) => ({ value, ...(kind !== null && { kind }) }))
    case 'address':
      return content.parts.map(({ value, part }) => ({ value, kind: part }))
    case 'legalEntity':
      return content.entities.map((entity) => ({
        value: Object.fromEntries(
          // The type of legal entity, documented as a number everywhere.
          entity.map(({ key, value }) => [key, key === 'entity_type' ? Number(value) : value]),
        ),
      }))
    case 'file':
    case 'unknown':
      return undefined
  }
}

function textOf({ value, option, kind }: FieldValue, { options }: FieldDefinition): string {
  if (option !== undefined) return options.find(({ id }) => id === option)?.label ?? `#${option}`
  if (value === undefined) return options.find(({ code }) => code === kind)?.label ?? ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function recordOf(value: unknown): { key: string; value: string }[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).map(([key, part]) => ({ key, value: String(part) }))
}
