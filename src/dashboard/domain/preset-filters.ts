import * as z from 'zod/mini'
import { dayPreset } from '#dashboard/lib/day-preset.ts'
import { rangeOfPreset, type ZonedTime } from '#dashboard/lib/day-range.ts'
import {
  filterParts,
  isRangeFilter,
  printRange,
  readFieldConditions,
  type FilterPart,
  type FilterTexts,
} from './contact-filters.ts'

/** The filters with presets replaced by the current days of the account's calendar. */
export function withoutPresets(texts: FilterTexts, time: ZonedTime): FilterTexts {
  const resolved: FilterTexts = {}
  for (const name of filterParts) {
    const text = texts[name]
    if (text !== undefined) resolved[name] = toParameter(name, text, time)
  }
  return resolved
}

function toParameter(name: FilterPart, text: string, time: ZonedTime): string {
  if (name === 'fields')
    return JSON.stringify(
      readFieldConditions(text).map((condition) =>
        'in' in condition ? { id: condition.id, ...rangeOfPreset(condition.in, time) } : condition,
      ),
    )
  const preset = z.safeParse(dayPreset, text)
  return isRangeFilter(name) && preset.success ? printRange(rangeOfPreset(preset.data, time)) : text
}
