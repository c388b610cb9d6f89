import type { ContactField } from '#contract/api/fields.ts'
import type { FieldDefinition } from '#contract/model/field-definition.ts'
import type { ContactPoint } from '#contract/model/value.ts'
import type { LegacyFieldValues, LegacyValue } from '#contract/upstream/amo-v2/contacts.ts'
import { toContactPoints, toValue, type ReadItem } from '#proxy/sources/amo-value-reader.ts'
import { addressParts } from './field-kinds.ts'

/** `enum` is an option's id as text, or a code; `subtype` the number of a part of an address. */
function toItem({ value, enum: option, subtype }: LegacyValue): ReadItem {
  const given = option ?? null
  const isId = given !== null && /^\d{1,15}$/.test(given)
  const part = subtype == null ? null : (addressParts[Number(subtype) - 1] ?? subtype)
  return { value, id: isId ? Number(given) : null, code: isId ? null : (given ?? part) }
}

/** A filled field of a contact; v2 tells no types with the values, so that the definition decides. */
export function toContactField(
  field: LegacyFieldValues,
  definition: FieldDefinition | undefined,
  timeZone: string,
): ContactField {
  const { kind = 'unknown', role = null, options = [], currency = null } = definition ?? {}
  return {
    id: field.id,
    name: field.name ?? definition?.name ?? '',
    code: field.code ?? definition?.code ?? null,
    kind,
    role,
    sourceType: definition?.sourceType ?? 'unknown',
    value: toValue(kind, field.values.map(toItem), { options, currency, timeZone }),
  }
}

export const contactPointsOf = (
  field: LegacyFieldValues,
  definition: FieldDefinition | undefined,
): ContactPoint[] => toContactPoints(field.values.map(toItem), definition?.options ?? [])
