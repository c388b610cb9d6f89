import {
  condition,
  operandOf,
  operatorsFor,
  type Condition,
  type Operator,
  type Period,
  type WhereTerm,
} from '#contract/api/where.ts'
import type { FacetPart } from '#contract/api/facets.ts'
import type { Attribute, AttributeKey } from '#contract/model/attribute.ts'
import { comparisonOf, type Comparison } from '#contract/model/comparison.ts'
import type { ValueKindName } from '#contract/model/value.ts'

/** A condition while it is edited, when it may not be complete. */
export type Draft = {
  key: AttributeKey
  op: Operator
  values: string[]
  /** Ends of a range as texts; empty: open. */
  from: string
  to: string
  period: Period | undefined
}

const blank = { values: [], from: '', to: '', period: undefined }

export function draftOf(whole: Condition): Draft {
  const { key, op } = whole
  return {
    ...blank,
    key,
    op,
    ...('values' in whole && { values: whole.values }),
    ...('period' in whole && { period: whole.period }),
    ...('from' in whole && whole.from !== undefined && { from: String(whole.from) }),
    ...('to' in whole && whole.to !== undefined && { to: String(whole.to) }),
  }
}

/** Undefined if the draft is not complete. */
export const toCondition = (draft: Draft): Condition | undefined =>
  condition.safeParse(partsOf(draft)).data

/** The complete ones of the drafts as a condition, or as a group of which one has to hold. */
export function toTerm(drafts: Draft[]): WhereTerm | undefined {
  const [first, ...others] = drafts.flatMap((draft) => toCondition(draft) ?? [])
  if (!first) return undefined
  return others.length > 0 ? { any: [first, ...others] } : first
}

function partsOf({ key, op, values, from, to, period }: Draft): unknown {
  switch (operandOf[op]) {
    case 'values':
    case 'texts':
    case 'parts':
      return { key, op, values }
    case 'nothing':
      return { key, op }
    case 'ends':
      return { key, op, ...(from && { from }), ...(to && { to }) }
    case 'amounts':
      return { key, op, ...(from && { from: Number(from) }), ...(to && { to: Number(to) }) }
    case 'period':
      return { key, op, period }
  }
}

/** How the values of a condition are entered. */
export type EditorName = 'options' | 'texts' | 'decimals' | 'numbers' | 'counts' | 'days' | 'none'

/** How single values are entered: chosen among those that occur, or typed; null: not here. */
const valueEditors: Record<Comparison, EditorName | null> = {
  text: 'texts',
  number: 'decimals',
  flag: 'options',
  day: 'texts',
  moment: 'texts',
  choice: 'options',
  contactPoint: 'texts',
  content: 'texts',
  user: 'options',
  company: 'options',
  tag: 'options',
  link: null,
  none: 'texts',
}
const isNumeric = (kind: ValueKindName): boolean => comparisonOf[kind] === 'number'

/** The editor of an operator; null: it cannot be edited here, so that it is not offered. */
export function editorOf({ kind }: Pick<Attribute, 'kind'>, op: Operator): EditorName | null {
  switch (operandOf[op]) {
    case 'values':
      return valueEditors[comparisonOf[kind]]
    case 'texts':
      return 'texts'
    case 'parts':
      return 'options'
    case 'nothing':
      return 'none'
    case 'ends':
      return isNumeric(kind) ? 'numbers' : 'days'
    case 'period':
      return 'days'
    case 'amounts':
      return 'counts'
  }
}

/** The part of an attribute whose values are counted for an operator. */
export const facetPartOf = (op: Operator): FacetPart | undefined =>
  op === 'domain' || op === 'country' ? op : undefined

/** The operators to choose from. Periods and dates have one editor, and appear as one. */
export const operatorChoices = (
  attribute: Pick<Attribute, 'kind' | 'role' | 'isMany' | 'isPartlyKnown'>,
): Operator[] =>
  operatorsFor(attribute).filter((op) => op !== 'within' && editorOf(attribute, op) !== null)

/** The operator of a new condition: parts of texts are looked for more often than whole ones. */
export function newDraft({
  key,
  kind,
  role,
  isMany,
}: Pick<Attribute, 'key' | 'kind' | 'role' | 'isMany'>): Draft {
  const choices = operatorChoices({ kind, role, isMany })
  const isText = editorOf({ kind }, 'in') === 'texts' && choices.includes('contains')
  const isNumber = isNumeric(kind) && key !== 'id'
  const op = isText ? 'contains' : isNumber ? 'range' : (choices[0] ?? 'filled')
  return { ...blank, key, op }
}

/** The draft with another operator: values remain if they are entered in the same way. */
export function withOperator(
  draft: Draft,
  op: Operator,
  attribute: Pick<Attribute, 'kind'>,
): Draft {
  const hasSameValues =
    editorOf(attribute, draft.op) === editorOf(attribute, op) &&
    facetPartOf(draft.op) === facetPartOf(op)
  return { ...(hasSameValues ? draft : { ...blank, key: draft.key }), op }
}
