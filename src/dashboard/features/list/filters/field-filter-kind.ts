import { comparisonOf, type Comparison } from '#contract/model/comparison.ts'
import type { ValueKindName } from '#contract/model/value.ts'

/** How a custom field can be filtered. */
export type FieldFilterKind = 'text' | 'numbers' | 'days' | 'options' | 'yes'

const filterKinds: Record<Comparison, FieldFilterKind | null> = {
  text: 'text',
  number: 'numbers',
  flag: 'yes',
  day: 'days',
  moment: 'days',
  choice: 'options',
  contactPoint: 'text',
  content: null,
  user: null,
  company: null,
  tag: null,
  link: null,
  none: null,
}

/** Null: a field of this kind cannot be filtered. */
export const fieldFilterKind = (kind: ValueKindName): FieldFilterKind | null =>
  filterKinds[comparisonOf[kind]]
