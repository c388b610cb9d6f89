import type { FieldDefinition } from '#contract/model/field-definition.ts'
import type { FilterName } from '#contract/api/filters.ts'
import type { Capabilities } from '#contract/api/sources.ts'
import { fieldFilterKind, type FieldFilterKind } from '#dashboard/domain/value-text.ts'
import type { FieldCondition } from '#dashboard/domain/contact-filters.ts'

export type StandardFilter = Exclude<FilterName, 'fields'>

/** An attribute by which contacts can be filtered. */
export type FilterOption =
  | { key: StandardFilter; name: StandardFilter }
  | { key: `f${number}`; name: 'fields'; field: FieldDefinition; kind: FieldFilterKind }

/** All filters that a source supports, custom fields last. */
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

/** The conditions with one added, replaced, or (undefined) removed. */
export function withCondition(
  conditions: FieldCondition[],
  id: number,
  condition: FieldCondition | undefined,
): FieldCondition[] {
  const index = conditions.findIndex((item) => item.id === id)
  if (!condition) return conditions.filter((item) => item.id !== id)
  return index < 0 ? [...conditions, condition] : conditions.with(index, condition)
}
