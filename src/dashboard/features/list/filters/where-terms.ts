import { maxTerms, where, type Condition, type WhereTerm } from '#contract/api/where.ts'
import type { Range } from '#contract/api/filters.ts'
import { fieldKey, type AttributeKey } from '#contract/model/attribute.ts'
import {
  readFieldConditions,
  type FieldCondition,
  type FilterTexts,
} from '#dashboard/domain/contact-filters.ts'
import { printFieldConditions, readRange } from '#dashboard/domain/filter-changes.ts'
import { isOlder, type DayPreset } from '#dashboard/lib/day-preset.ts'
import { ageOf } from '#dashboard/lib/day-preset-names.ts'
import { periods } from './period-presets.ts'

/** What filters a list: conditions and groups, and the filters that no condition can express. */
export type ListFilter = { terms: WhereTerm[]; rest: FilterTexts }

/** The conditions of a URL; none if the text is invalid, which the proxy reports. */
export const readTerms = (text: string | undefined): WhereTerm[] =>
  text === undefined ? [] : (where.safeParse(text).data ?? [])

/**
 * The filters of a URL as conditions, which have more operators: those of addresses made for a source
 * without conditions as well.
 */
export function toListFilter({ where: text, ...filters }: FilterTexts): ListFilter {
  const terms = readTerms(text)
  const { fields, ...named } = filters
  const upgraded: WhereTerm[] = []
  const rest: FilterTexts = {}
  for (const [name, value] of Object.entries(named)) {
    if (value === undefined) continue
    const condition = conditionOf(name, value)
    if (condition) upgraded.push(condition)
    else Object.assign(rest, { [name]: value })
  }
  const remaining: FieldCondition[] = []
  for (const field of readFieldConditions(fields)) {
    const condition = fieldConditionOf(field)
    if (condition) upgraded.push(condition)
    else remaining.push(field)
  }
  if (upgraded.length + terms.length > maxTerms) return { terms, rest: filters }
  const fieldsText = printFieldConditions(remaining)
  return {
    terms: [...upgraded, ...terms],
    rest: { ...rest, ...(fieldsText !== undefined && { fields: fieldsText }) },
  }
}

/** The texts of filters in a URL; merged into it, it sets all of them. */
export const toFilterTexts = (
  { terms, rest }: ListFilter,
  none: Record<string, undefined>,
): FilterTexts => ({
  ...none,
  ...rest,
  where: terms.length > 0 ? JSON.stringify(terms) : undefined,
})

/** The attributes of the filters that are older than `where`. */
const filteredBy: Record<string, AttributeKey> = {
  ids: 'id',
  name: 'name',
  responsible: 'responsible',
  createdBy: 'createdBy',
  updatedBy: 'updatedBy',
  created: 'createdAt',
  updated: 'updatedAt',
  nextTask: 'nextTaskAt',
  bot: 'bot',
  updatedSince: 'updatedAt',
}

function conditionOf(name: string, text: string): Condition | undefined {
  const key = Object.hasOwn(filteredBy, name) ? filteredBy[name] : undefined
  if (key === undefined) return undefined
  if (name === 'updatedSince') return timesOf(key, { from: text })
  if (name === 'name') return { key, op: 'in', values: [text] }
  const isRange = name === 'created' || name === 'updated' || name === 'nextTask'
  return isRange
    ? timesOf(key, readRange(text))
    : { key, op: 'in', values: [...new Set(text.split(','))] }
}

function fieldConditionOf(field: FieldCondition): Condition | undefined {
  const key = fieldKey(field.id)
  if ('is' in field) return { key, op: 'in', values: field.is }
  return timesOf(key, 'in' in field ? field.in : field)
}

function timesOf(key: AttributeKey, range: DayPreset | Range): Condition | undefined {
  if (typeof range !== 'string') {
    const { from, to } = range
    return { key, op: 'range', ...(from && { from }), ...(to && { to }) }
  }
  if (isOlder(range)) return { key, op: 'within', period: ageOf(range) }
  // "Overdue" ends at this moment; a period consists of days.
  return range === 'overdue' ? undefined : { key, op: 'within', period: periods[range] }
}
