import type { FieldDefinition } from '#contract/api/fields.ts'
import type { LegacyField } from '#contract/upstream/amo-v2/account.ts'

/** The field types of v2 by number (reference 4), by their names in v4. */
const types = new Map([
  [1, 'text'],
  [2, 'numeric'],
  [3, 'checkbox'],
  [4, 'select'],
  [5, 'multiselect'],
  [6, 'date'],
  [7, 'url'],
  [8, 'multitext'],
  [9, 'textarea'],
  [10, 'radiobutton'],
  [11, 'streetaddress'],
  [13, 'smart_address'],
  [14, 'birthday'],
  [15, 'legal_entity'],
])

/** Parts of an address; their places here, from 1, are the numbers v2 reads them by. */
export const addressParts = [
  'address_line_1',
  'address_line_2',
  'city',
  'state',
  'zip',
  'country',
] as const

export function toFieldDefinition(field: LegacyField): FieldDefinition {
  const type = types.get(field.field_type) ?? `type_${field.field_type}`
  const options = (field.enums ?? []).map(({ id, value, code }) => ({
    id,
    label: value,
    // The options of phones and the like are their own codes: WORK, SKYPE.
    code: code ?? (type === 'multitext' ? value : null),
  }))
  return {
    id: field.id,
    name: field.name,
    code: field.code ?? codeOf(field, type),
    type,
    options:
      type === 'smart_address'
        ? addressParts.map((part, index) => ({ id: index + 1, label: part, code: part }))
        : options,
    currency: null,
    isReadOnly: false,
  }
}

/** Older accounts report no codes: phones and e-mails are recognised by kinds unique to them. */
function codeOf({ is_system: isSystem, enums }: LegacyField, type: string): string | null {
  if (type !== 'multitext' || !isSystem) return null
  const kinds = new Set((enums ?? []).map(({ value }) => value))
  if (kinds.has('WORKDD')) return 'PHONE'
  if (kinds.has('PRIV')) return 'EMAIL'
  return kinds.has('SKYPE') ? 'IM' : null
}
