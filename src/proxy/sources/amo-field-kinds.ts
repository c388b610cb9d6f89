import type { FieldDefinition, FieldOption } from '#contract/model/field-definition.ts'
import type { ValueKindName } from '#contract/model/value.ts'

/** What our model makes of a field type. */
export type FieldShape = Pick<FieldDefinition, 'kind' | 'isMany' | 'isMultiline' | 'maxLength'>

const shape = (kind: ValueKindName, more: Partial<FieldShape> = {}): FieldShape => ({
  kind,
  isMany: false,
  isMultiline: false,
  maxLength: null,
  ...more,
})

/** Types of contacts' fields in amoCRM (reference 6.3), by the words of v4, with the server's own limits. */
const shapes: Record<string, FieldShape> = {
  text: shape('text', { maxLength: 256 }),
  textarea: shape('text', { isMultiline: true, maxLength: 65_535 }),
  streetaddress: shape('text', { maxLength: 256 }),
  url: shape('url', { maxLength: 2000 }),
  numeric: shape('number'),
  monetary: shape('money'),
  price: shape('money'),
  checkbox: shape('flag'),
  date: shape('date'),
  birthday: shape('date'),
  date_time: shape('dateTime'),
  select: shape('choice'),
  radiobutton: shape('choice'),
  category: shape('choice'),
  multiselect: shape('choice', { isMany: true }),
  multitext: shape('contactPoints', { isMany: true, maxLength: 256 }),
  smart_address: shape('address', { maxLength: 256 }),
  legal_entity: shape('companyDetails'),
  file: shape('files'),
}

/** A type that is not ours to know is `unknown`: shown, never sent. */
export const shapeOf = (type: string): FieldShape =>
  (Object.hasOwn(shapes, type) ? shapes[type] : undefined) ?? shape('unknown')

/** The fields that phones and e-mails are kept in are known by their codes. */
export function roleOf(kind: ValueKindName, code: string | null): FieldDefinition['role'] {
  if (kind !== 'contactPoints') return null
  return code === 'PHONE' ? 'phones' : code === 'EMAIL' ? 'emails' : null
}

/** Kinds of phones and the like that every account has (reference 6.2); others are the account's own. */
const predefinedKinds = new Set(
  'WORK WORKDD MOB FAX HOME OTHER PRIV SKYPE ICQ JABBER GTALK MSN'.split(' '),
)

/** Older accounts tell no codes of options; the predefined kinds of contact points are their own. */
export function toOption(
  { id, value, code }: Pick<FieldOption, 'id'> & { value?: Text; code?: Text },
  kind: ValueKindName,
): FieldOption {
  const label = value || code || `#${id}`
  const isPredefined = kind === 'contactPoints' && predefinedKinds.has(label)
  return { id, label, code: code || (isPredefined ? label : null) }
}

type Text = string | null | undefined
