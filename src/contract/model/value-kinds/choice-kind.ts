import type { FieldOption } from '#contract/model/field-definition.ts'
import { isSameSet } from '#contract/model/same-set.ts'
import { foldText } from '#contract/model/search-key.ts'
import { textSortKey } from '#contract/model/sort-key.ts'
import { valueSchemas, type Option } from '#contract/model/value.ts'
import { defineValueKind, type OwnValueKind } from '#contract/model/value-kind.ts'
import { textParts } from './text-parts.ts'
import { itemText } from './item-text.ts'

/** Compares by ID if both options have one, because two options may have the same label. */
const isSameOption = (a: Option, b: Option): boolean =>
  a.id !== null && b.id !== null ? a.id === b.id : a.label.trim() === b.label.trim()

const labelsOf = ({ options }: { options: Option[] }): string[] => options.map(({ label }) => label)

function findOption(label: string, options: FieldOption[]): FieldOption | undefined {
  const wanted = label.trim()
  return (
    options.find((candidate) => candidate.label === wanted) ??
    options.find((candidate) => foldText(candidate.label) === foldText(wanted))
  )
}

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
    const removed = before?.kind === 'choice' ? before.options : []
    const find = (label: string): Option | undefined =>
      findOption(label, options) ?? removed.find((option) => option.label.trim() === label.trim())
    // A label may contain the separator of the list.
    const labels = find(text) ? [text.trim()] : isMany ? textParts(text) : [text.trim()]
    const issues = labels
      .filter((label) => !find(label))
      .map((label) => ({
        code: 'unknown_option' as const,
        message: 'the field has no such option',
        text: label,
      }))
    const found = labels.flatMap((label) => find(label) ?? [])
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
  sortKey: (value) => textSortKey(labelsOf(value).join(' ')),
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
              (item.option === undefined ? findOption(label, options) : undefined)
            return known ?? { id: item.option ?? null, code: null, label }
          }),
        },
}
export const choiceKind = defineValueKind('choice', own)
