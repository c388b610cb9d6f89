import {
  backedKey,
  type BackedKey,
  type FieldDefinition,
  type FieldOption,
} from '#contract/model/field-definition.ts'
import type { ValueKindName } from '#contract/model/value.ts'

/** The part of a field definition that depends on the field's type. */
export type FieldShape = Pick<FieldDefinition, 'kind' | 'isMany' | 'isMultiline' | 'maxLength'>

const shape = (kind: ValueKindName, more: Partial<FieldShape> = {}): FieldShape => ({
  kind,
  isMany: false,
  isMultiline: false,
  maxLength: null,
  ...more,
})

/** A field type with its number in v2, if v2 has it (reference 4). */
type FieldType = { shape: FieldShape; number?: number }

/**
 * Types of contacts' fields in amoCRM (reference 6.3) by their names in v4, with the server's
 * limits.
 */
const types: Record<string, FieldType> = {
  text: { shape: shape('text', { maxLength: 256 }), number: 1 },
  textarea: { shape: shape('text', { isMultiline: true, maxLength: 65_535 }), number: 9 },
  streetaddress: { shape: shape('text', { maxLength: 256 }), number: 11 },
  url: { shape: shape('url', { maxLength: 2000 }), number: 7 },
  numeric: { shape: shape('number'), number: 2 },
  monetary: { shape: shape('money') },
  price: { shape: shape('money') },
  checkbox: { shape: shape('flag'), number: 3 },
  date: { shape: shape('date'), number: 6 },
  birthday: { shape: shape('date'), number: 14 },
  date_time: { shape: shape('dateTime') },
  select: { shape: shape('choice'), number: 4 },
  radiobutton: { shape: shape('choice'), number: 10 },
  category: { shape: shape('choice') },
  multiselect: { shape: shape('choice', { isMany: true }), number: 5 },
  multitext: { shape: shape('contactPoints', { isMany: true, maxLength: 256 }), number: 8 },
  smart_address: { shape: shape('address', { maxLength: 256 }), number: 13 },
  legal_entity: { shape: shape('companyDetails'), number: 15 },
  file: { shape: shape('files') },
}

/** Unknown types get the kind `unknown`: they are shown but never sent. */
export const shapeOf = (type: string): FieldShape =>
  (Object.hasOwn(types, type) ? types[type] : undefined)?.shape ?? shape('unknown')

/** The name in v4 of a field type of v2; undefined for an undocumented number. */
export const typeByNumber = (number: number): string | undefined =>
  Object.entries(types).find(([, type]) => type.number === number)?.[0]

/** Codes of the fields in which built-in attributes are stored. */
export const backingCodes: Record<BackedKey, string> = { phones: 'PHONE', emails: 'EMAIL' }

export function roleOf(kind: ValueKindName, code: string | null): FieldDefinition['role'] {
  if (kind !== 'contactPoints') return null
  return backedKey.options.find((key) => backingCodes[key] === code) ?? null
}

/** Kinds of phones and e-mails that every account has (reference 6.2); accounts may add others. */
const predefinedKinds = new Set(
  'WORK WORKDD MOB FAX HOME OTHER PRIV SKYPE ICQ JABBER GTALK MSN'.split(' '),
)

/**
 * Older accounts do not report codes of options; the predefined kinds of contact points equal their
 * codes.
 */
export function toOption(
  { id, value, code }: Pick<FieldOption, 'id'> & { value?: Text; code?: Text },
  kind: ValueKindName,
): FieldOption {
  const label = value || code || `#${id}`
  const isPredefined = kind === 'contactPoints' && predefinedKinds.has(label)
  return { id, label, code: code || (isPredefined ? label : null) }
}

type Text = string | null | undefined
