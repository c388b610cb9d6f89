import * as z from 'zod/mini'
import {
  fieldFilter,
  filterName,
  filters,
  jsonText,
  type FieldFilter,
  type FilterName,
  type Range,
} from '#contract/api/filters.ts'
import { dayPreset, type DayPreset } from '#dashboard/lib/day-preset.ts'

/** The parts of a URL that filter, in addition to the search: the filters by name, and `where`. */
export type FilterPart = FilterName | 'where'
export const filterParts: readonly FilterPart[] = [...filterName.options, 'where']

/** Filters by name, each as its text in a URL. */
export type FilterTexts = Partial<Record<FilterPart, string | undefined>>

/** The filters whose text is a range of days or times, or the name of a preset. */
const rangeFilters = ['created', 'updated', 'nextTask'] satisfies FilterName[]
export const isRangeFilter = (name: FilterPart) => rangeFilters.some((other) => other === name)

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

export const printRange = ({ from = '', to = '' }: Range): string => `${from}..${to}`

const isPreset = (text: string | undefined): boolean => z.safeParse(dayPreset, text).success

/** Whether any filter is a range named by a preset. */
export const hasPresets = (texts: FilterTexts): boolean =>
  rangeFilters.some((name) => isPreset(texts[name])) ||
  readFieldConditions(texts.fields).some((condition) => 'in' in condition)

const jsonList = z.pipe(jsonText(16_000), z.array(z.unknown()).check(z.minLength(1)))

/**
 * Validates the text of a filter in a URL like the proxy does, and also accepts presets. Of `where`
 * only whether it is a list: the proxy rejects what is wrong in it, and the page names it then.
 */
export function isFilterText(name: FilterPart, text: string): boolean {
  if (name === 'where') return z.safeParse(jsonList, text).success
  if (name === 'fields') return readFieldConditions(text).length > 0
  return (isRangeFilter(name) && isPreset(text)) || z.safeParse(filters[name], text).success
}

/** Validates a condition on a custom field like the proxy does. */
export const isCondition = (condition: FieldFilter): boolean =>
  z.safeParse(fieldFilter, condition).success

/** Whether any filter is set. */
export const hasFilters = (texts: FilterTexts): boolean =>
  filterParts.some((name) => texts[name] !== undefined)
