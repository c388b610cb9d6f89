import type { FieldDefinition } from '#contract/model/field-definition.ts'
import type { ContactPoint } from '#contract/model/value.ts'
import { rowsOf, unreadableIn } from '#contract/upstream/lenient.ts'
import {
  legacyValue,
  type LegacyFieldValues,
  type LegacyValue,
} from '#contract/upstream/amo-v2/contacts.ts'
import { toContactPoints, toValue, type ReadItem } from '#proxy/sources/amo-value-reader.ts'
import type { ReadField } from '#proxy/sources/unreadable-attributes.ts'
import { addressParts } from './field-kinds.ts'

/** `enum` is the ID of an option as text, or a code; `subtype` is the number of an address part. */
function toItem({ value, enum: option, subtype }: LegacyValue): ReadItem {
  const given = option || null
  const isId = given !== null && /^\d{1,15}$/.test(given)
  const part = subtype ? (addressParts[Number(subtype) - 1] ?? subtype) : null
  return { value, id: isId ? Number(given) : null, code: isId ? null : (given ?? part) }
}

const valueList = rowsOf(legacyValue)

/** The values of a field; `isOdd`: some of them do not have the documented format. */
function itemsOf({ values }: LegacyFieldValues): { items: ReadItem[]; isOdd: boolean } {
  const read = valueList.safeParse(values)
  if (!read.success) return { items: [{ value: values, id: null, code: null }], isOdd: true }
  // An empty item is omitted; no data is lost.
  const isOdd = read.data.items.some((item) => unreadableIn(item).length > 0)
  return { items: read.data.items.map(toItem), isOdd }
}

/**
 * A filled field of a contact; undefined if it is empty. v2 returns no types with the values, so
 * the definition determines the kind.
 */
export function toContactField(
  field: LegacyFieldValues,
  definition: FieldDefinition | undefined,
  timeZone: string,
): ReadField | undefined {
  const { kind = 'unknown', role = null, options = [], currency = null } = definition ?? {}
  const { items, isOdd } = itemsOf(field)
  const read = toValue(kind, items, { options, currency, timeZone, isOdd })
  return (
    read && {
      field: {
        id: field.id,
        name: field.name || definition?.name || `#${field.id}`,
        code: definition?.code ?? field.code ?? null,
        kind,
        role,
        sourceType: definition?.sourceType ?? 'unknown',
        value: read.value,
      },
      isUnreadable: read.isUnreadable,
    }
  )
}

export const contactPointsOf = (
  field: LegacyFieldValues,
  definition: FieldDefinition | undefined,
): ContactPoint[] => toContactPoints(itemsOf(field).items, definition?.options ?? [])
