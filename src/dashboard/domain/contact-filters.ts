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
import { dayPreset, rangeOfPreset, type DayPreset } from '#dashboard/lib/day-range.ts'

/** Filters by name, each as the text that stands for it in an address. */
export type FilterTexts = Partial<Record<FilterName, string | undefined>>

/** The filters whose text is a range of moments or the name of a preset. */
const rangeFilters: FilterName[] = ['created', 'updated', 'nextTask']

/** A custom field's condition: the proxy's own, or a range of days named by a preset. */
export type FieldCondition = FieldFilter | { id: number; in: DayPreset }

const presetCondition = z.strictObject({ id: z.int(), in: dayPreset })
const fieldConditions = z
  .array(z.union([presetCondition, fieldFilter]))
  .check(z.minLength(1), z.maxLength(20))

/** The conditions on custom fields in an address; none where the text is not understood. */
export function readFieldConditions(text: string | undefined): FieldCondition[] {
  if (text === undefined) return []
  try {
    return z.safeParse(fieldConditions, JSON.parse(text)).data ?? []
  } catch {
    return [] // an address is text a person may type
  }
}

export const printFieldConditions = (conditions: FieldCondition[]): string | undefined =>
  conditions.length > 0 ? JSON.stringify(conditions) : undefined

/** A range of moments in an address (see `isFilterText`): its preset, or its ends. */
export function readRange(text: string): DayPreset | Range {
  const preset = z.safeParse(dayPreset, text)
  return preset.success ? preset.data : z.parse(range, text)
}

export const printRange = ({ from = '', to = '' }: Range): string => `${from}..${to}`

/** A filter's text as the proxy takes it: presets become the moments they mean now. */
export function toParameter(name: FilterName, text: string, now: number): string {
  if (name === 'fields')
    return JSON.stringify(
      readFieldConditions(text).map((condition) =>
        'in' in condition ? { id: condition.id, ...rangeOfPreset(condition.in, now) } : condition,
      ),
    )
  const preset = z.safeParse(dayPreset, text)
  return rangeFilters.includes(name) && preset.success
    ? printRange(rangeOfPreset(preset.data, now))
    : text
}

const anyMoment = 1_700_000_000_000

/** The proxy's own rule for a filter, applied to the text of an address. */
export const isFilterText = (name: FilterName, text: string): boolean =>
  z.safeParse(filters[name], toParameter(name, text, anyMoment)).success

/** The proxy's own rule for a condition on a custom field. */
export const isCondition = (condition: FieldFilter): boolean =>
  z.safeParse(fieldFilter, condition).success

/** Whether anything is filtered at all. */
export const hasFilters = (texts: FilterTexts): boolean =>
  filterName.options.some((name) => texts[name] !== undefined)
