import * as z from 'zod/mini'
import { range, type Range } from '#contract/api/filters.ts'
import { dayPreset, type DayPreset } from '#dashboard/lib/day-preset.ts'
import type { FieldCondition } from './contact-filters.ts'

export const printFieldConditions = (conditions: FieldCondition[]): string | undefined =>
  conditions.length > 0 ? JSON.stringify(conditions) : undefined

/** A range in a URL (see `isFilterText`): its preset, or its ends. */
export function readRange(text: string): DayPreset | Range {
  const preset = z.safeParse(dayPreset, text)
  return preset.success ? preset.data : z.parse(range, text)
}

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
