import type { FieldDefinition } from '#contract/model/field-definition.ts'
import type { FilterName } from '#contract/api/filters.ts'
import type { Capabilities } from '#contract/api/sources.ts'
import { fieldFilterKind, type FieldFilterKind } from './field-filter-kind.ts'

export type StandardFilter = Exclude<FilterName, 'fields'>

/** What a filter asks about, in the order shown. */
export const filterGroups = ['often', 'contact', 'work', 'history', 'fields'] as const
export type FilterGroup = (typeof filterGroups)[number]

const groups: Record<FilterName, FilterGroup> = {
  name: 'contact',
  ids: 'contact',
  bot: 'contact',
  responsible: 'work',
  nextTask: 'work',
  created: 'history',
  createdBy: 'history',
  updated: 'history',
  updatedBy: 'history',
  updatedSince: 'history',
  fields: 'fields',
}

export const groupOf = ({ name }: FilterOption): FilterGroup => groups[name]

/** A filter that can be added. */
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
