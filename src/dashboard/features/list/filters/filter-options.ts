import type { FieldDefinition } from '#contract/model/field-definition.ts'
import type { ValueKindName } from '#contract/model/value.ts'
import type { FilterName } from '#contract/api/filters.ts'
import type { Capabilities } from '#contract/api/sources.ts'
import type { FieldCondition } from '#dashboard/domain/contact-filters.ts'

export type StandardFilter = Exclude<FilterName, 'fields'>

/** How a custom field can be filtered, by its kind; undefined: not at all. */
export type FieldFilterKind = 'text' | 'numbers' | 'days' | 'options' | 'yes'

export function fieldFilterKind(kind: ValueKindName): FieldFilterKind | undefined {
  switch (kind) {
    case 'text':
    case 'url':
    case 'contactPoints':
      return 'text'
    case 'number':
    case 'money':
      return 'numbers'
    case 'date':
    case 'dateTime':
      return 'days'
    case 'choice':
      return 'options'
    case 'flag':
      return 'yes'
    case 'address':
    case 'companyDetails':
    case 'user':
    case 'company':
    case 'tags':
    case 'links':
    case 'files':
    case 'unknown':
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
    const kind = fieldFilterKind(field.kind)
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
