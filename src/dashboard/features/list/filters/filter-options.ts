import type { FieldDefinition } from '#contract/api/fields.ts'
import type { FilterName } from '#contract/api/filters.ts'
import type { Capabilities } from '#contract/api/sources.ts'
import type { FieldCondition } from '#dashboard/domain/contact-filters.ts'

export type StandardFilter = Exclude<FilterName, 'fields'>

/** How a custom field can be filtered, by its type (reference 3.2); undefined: not at all. */
export type FieldFilterKind = 'text' | 'numbers' | 'days' | 'options' | 'yes'

export function fieldFilterKind(type: string): FieldFilterKind | undefined {
  switch (type) {
    case 'text':
    case 'textarea':
    case 'streetaddress':
    case 'url':
    case 'multitext':
      return 'text'
    case 'numeric':
    case 'monetary':
    case 'price':
      return 'numbers'
    case 'date':
    case 'date_time':
    case 'birthday':
      return 'days'
    case 'select':
    case 'multiselect':
    case 'radiobutton':
      return 'options'
    case 'checkbox':
      return 'yes'
    default:
      return undefined
  }
}

/** One way to filter contacts. */
export type FilterOption =
  | { key: StandardFilter; name: StandardFilter }
  | { key: `f${number}`; name: 'fields'; field: FieldDefinition; kind: FieldFilterKind }

/** All filters of a source, the account's custom fields last. */
export function filterOptionsOf(can: Capabilities, fields: FieldDefinition[]): FilterOption[] {
  const standard = can.filters.flatMap((name): FilterOption[] =>
    name === 'fields' || (name === 'bot' && can.bots.length < 2) ? [] : [{ key: name, name }],
  )
  if (!can.filters.includes('fields')) return standard
  const own = fields.flatMap((field): FilterOption[] => {
    const kind = fieldFilterKind(field.type)
    return kind ? [{ key: `f${field.id}`, name: 'fields', field, kind }] : []
  })
  return [...standard, ...own]
}

/** The conditions with one added, replaced in place, or (undefined) removed. */
export function withCondition(
  conditions: FieldCondition[],
  id: number,
  condition: FieldCondition | undefined,
): FieldCondition[] {
  const index = conditions.findIndex((item) => item.id === id)
  if (!condition) return conditions.filter((item) => item.id !== id)
  return index < 0 ? [...conditions, condition] : conditions.with(index, condition)
}
