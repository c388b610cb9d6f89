import type { ValueKindName } from '#contract/model/value.ts'

const kinds: Partial<Record<ValueKindName, 'number' | 'time'>> = {
  number: 'number',
  money: 'number',
  flag: 'number',
  date: 'time',
  dateTime: 'time',
}

/** How the directions of an order are called; anything that is no number and no time is a text. */
export const directionKind = (kind: ValueKindName | undefined): 'number' | 'time' | 'text' =>
  (kind && kinds[kind]) ?? 'text'
