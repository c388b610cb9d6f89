import type { FieldDefinition } from '#contract/model/field-definition.ts'
import type { ValueKindName } from '#contract/model/value.ts'
import type { LegacyField } from '#contract/upstream/amo-v2/account.ts'
import { roleOf, shapeOf, toOption, typeByNumber } from '#proxy/sources/amo-field-kinds.ts'

/** Parts of an address; their positions, starting at 1, are their numbers in v2. */
export const addressParts = [
  'address_line_1',
  'address_line_2',
  'city',
  'state',
  'zip',
  'country',
] as const

/** Converts a field definition of v2. */
export function toFieldDefinition(field: LegacyField): FieldDefinition {
  const type = field.field_type ?? 0
  const sourceType = typeByNumber(type) ?? `type_${type}`
  const shape = shapeOf(sourceType)
  const code = field.code || codeOf(field, shape.kind)
  return {
    id: field.id,
    name: field.name || `#${field.id}`,
    code,
    ...shape,
    role: roleOf(shape.kind, code),
    options:
      shape.kind === 'address'
        ? addressParts.map((part, index) => ({ id: index + 1, label: part, code: part }))
        : (field.enums?.items ?? []).map((option) => toOption(option, shape.kind)),
    currency: null,
    isReadOnly: false,
    sourceType,
  }
}

/** Older accounts report no codes: phones and e-mails are recognized by their predefined kinds. */
function codeOf({ is_system: isSystem, enums }: LegacyField, kind: ValueKindName): string | null {
  if (kind !== 'contactPoints' || !isSystem) return null
  const kinds = new Set((enums?.items ?? []).map(({ value }) => value))
  if (kinds.has('WORKDD')) return 'PHONE'
  if (kinds.has('PRIV')) return 'EMAIL'
  return kinds.has('SKYPE') ? 'IM' : null
}
