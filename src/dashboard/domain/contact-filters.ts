import * as z from 'zod/mini'
import {
  fieldFilter,
  filterName,
  filters,
  range,
  type FieldFilter,
  type FilterName,
  type Range,
} from '#contract/api/filters.ts'
import { dayPreset, type DayPreset } from '#dashboard/lib/day-preset.ts'

/** Filters by name, each as its text in a URL. */
export type FilterTexts = Partial<Record<FilterName, string | undefined>>

/** The filters whose text is a range of days or times, or the name of a preset. */
const rangeFilters = ['created', 'updated', 'nextTask'] satisfies FilterName[]
export const isRangeFilter = (name: FilterName) => rangeFilters.some((other) => other === name)

/** A custom field's condition: the proxy's own, or a range of days named by a preset. */
export type FieldCondition = FieldFilter | { id: number; in: DayPreset }

const presetCondition = z.strictObject({ id: z.int(), in: dayPreset })
const fieldConditions = z
  .array(z.union([presetCondition, fieldFilter]))
  .check(z.minLength(1), z.maxLength(20))

/** The conditions on custom fields in a URL; none if the text cannot be parsed. */
export function readFieldConditions(text: string | undefined): FieldCondition[] {
  if (text === undefined) return []
  try {
    return z.safeParse(fieldConditions, JSON.parse(text)).data ?? []
  } catch {
    return [] // users edit URLs
  }
}

export const printFieldConditions = (conditions: FieldCondition[]): string | undefined =>
  conditions.length > 0 ? JSON.stringify(conditions) : undefined

/** A range in a URL (see `isFilterText`): its preset, or its ends. */
export function readRange(text: string): DayPreset | Range {
  const preset = z.safeParse(dayPreset, text)
  return preset.success ? preset.data : z.parse(range, text)
}

export const printRange = ({ from = '', to = '' }: Range): string => `${from}..${to}`

const isPreset = (text: string | undefined): boolean => z.safeParse(dayPreset, text).success

/** Whether any filter is a range named by a preset. */
export const hasPresets = (texts: FilterTexts): boolean =>
  rangeFilters.some((name) => isPreset(texts[name])) ||
  readFieldConditions(texts.fields).some((condition) => 'in' in condition)

/** Validates the text of a filter in a URL like the proxy does, and also accepts presets. */
export const isFilterText = (name: FilterName, text: string): boolean =>
  name === 'fields'
    ? readFieldConditions(text).length > 0
    : (isRangeFilter(name) && isPreset(text)) || z.safeParse(filters[name], text).success

/** Validates a condition on a custom field like the proxy does. */
export const isCondition = (condition: FieldFilter): boolean =>
  z.safeParse(fieldFilter, condition).success

/** Whether any filter is set. */
export const hasFilters = (texts: FilterTexts): boolean =>
  filterName.options.some((name) => texts[name] !== undefined)

/** The conditions with one put in, or changed in its place, or (undefined) taken out. */
export function withCondition(
  conditions: FieldCondition[],
  id: number,
  condition: FieldCondition | undefined,
): FieldCondition[] {
  const index = conditions.findIndex((item) => item.id === id)
  if (!condition) return conditions.filter((item) => item.id !== id)
  return index < 0 ? [...conditions, condition] : conditions.with(index, condition)
}
