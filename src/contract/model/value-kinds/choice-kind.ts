import type { ValueIssue } from '#contract/model/issue.ts'
import type { FieldOption } from '#contract/model/field-definition.ts'
import { remembered } from '#contract/model/remembered.ts'
import { isSameSet } from '#contract/model/same-set.ts'
import { foldText } from '#contract/model/search-key.ts'
import { textSortKey } from '#contract/model/sort-key.ts'
import { valueSchemas, type Option } from '#contract/model/value.ts'
import { defineValueKind, type OwnValueKind } from '#contract/model/value-kind.ts'
import { textParts } from './text-parts.ts'
import { itemText } from './item-text.ts'

/** By id where both have one: two options may bear one label. */
const isSameOption = (a: Option, b: Option): boolean =>
  a.id !== null && b.id !== null ? a.id === b.id : a.label.trim() === b.label.trim()

const labelsOf = ({ options }: { options: Option[] }): string[] => options.map(({ label }) => label)

/** The options that a label may mean: those of the very letters, else those that read the same. */
function findOptions(label: string, options: FieldOption[]): FieldOption[] {
  const wanted = label.trim()
  const exact = options.filter((candidate) => candidate.label.trim() === wanted)
  if (exact.length > 0) return exact
  return options.filter((candidate) => foldText(candidate.label) === foldText(wanted))
}

function issueOf(label: string, count: number, held: Option[]): ValueIssue[] {
  if (count === 0)
    return [{ code: 'unknown_option', message: 'the field has no such option', text: label }]
  // All that are there of that label stay.
  const isHeld = held.some((option) => option.label.trim() === label.trim())
  return count === 1 || isHeld
    ? []
    : [{ code: 'ambiguous_option', message: 'several options have this label', text: label }]
}

const labelKey = remembered(textSortKey)

const own: OwnValueKind<'choice'> = {
  schema: valueSchemas.choice,
  isWritable: true,
  isEmpty: ({ options }) => options.length === 0,
  equals: (a, b) => isSameSet(a.options, b.options, isSameOption),
  split: ({ options }) => options.map((option) => ({ kind: 'choice', options: [option] })),
  join: (first, rest) => ({
    kind: 'choice',
    options: [first, ...rest].flatMap(({ options }) => options),
  }),
  parse: (text, { options, isMany, before }) => {
    if (text.trim() === '') return { value: null, issues: [] }
    const held = before?.kind === 'choice' ? before.options : []
    // Of several options with the same label, the current one is meant; otherwise it is ambiguous.
    const find = (label: string): Option[] => {
      const same = held.filter((option) => option.label.trim() === label.trim())
      return same.length > 0 ? same : findOptions(label, options)
    }
    // A label may contain the separator of the list.
    const wholes = [...options, ...held].map(({ label }) => label)
    const isWhole = !isMany || find(text).length > 0
    const labels = isWhole ? [text.trim()] : textParts(text, wholes)
    const issues = labels.flatMap((label) => issueOf(label, find(label).length, held))
    const found = labels.flatMap((label) => find(label))
    const once = found.filter(
      (option, index) => found.findIndex((other) => isSameOption(option, other)) === index,
    )
    return { value: issues.length > 0 ? null : { kind: 'choice', options: once }, issues }
  },
  print: (value) => labelsOf(value).join('; '),
  validate: ({ options }, { isMany }) =>
    options.length > 1 && !isMany
      ? [{ code: 'too_many_values', message: 'at most one option' }]
      : [],
  searchText: (value) => labelsOf(value).join(' '),
  sortKey: (value) => labelKey(labelsOf(value).join(' ')),
  toWrite: ({ options }) =>
    options.map(({ id, label }) => (id === null ? { value: label } : { option: id })),
  fromWrite: (items, { options }) =>
    items.length === 0
      ? null
      : {
          kind: 'choice',
          options: items.map((item): Option => {
            const label = itemText(item, options)
            const known =
              options.find(({ id }) => id === item.option) ??
              (item.option === undefined ? findOptions(label, options)[0] : undefined)
            return known ?? { id: item.option ?? null, code: null, label }
          }),
        },
}
export const choiceKind = defineValueKind('choice', own)
