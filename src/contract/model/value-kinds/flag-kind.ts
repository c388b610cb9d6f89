import { valueSchemas } from '#contract/model/value.ts'
import { defineValueKind, type OwnValueKind } from '#contract/model/value-kind.ts'
import { itemText } from './item-text.ts'

const answers = new Map([
  ...['yes', 'да', 'true', '1', '+'].map((text) => [text, true] as const),
  ...['no', 'нет', 'false', '0', '-'].map((text) => [text, false] as const),
])

/** Yes or no; an unanswered question has no value. */
const own: OwnValueKind<'flag'> = {
  schema: valueSchemas.flag,
  isWritable: true,
  isEmpty: () => false,
  equals: (a, b) => a.value === b.value,
  split: (value) => [value],
  join: (first) => first,
  parse: (text) => {
    if (text.trim() === '') return { value: null, issues: [] }
    const answer = answers.get(text.trim().toLowerCase())
    return answer === undefined
      ? {
          value: null,
          issues: [{ code: 'yes_no', message: 'yes or no is expected', text: text.trim() }],
        }
      : { value: { kind: 'flag', value: answer }, issues: [] }
  },
  print: ({ value }, { yes, no }) => (value ? yes : no),
  validate: () => [],
  searchText: () => '',
  sortKey: ({ value }) => (value ? '1' : '0'),
  toWrite: ({ value }) => [{ value }],
  fromWrite: ([first]) =>
    first ? { kind: 'flag', value: ['true', '1'].includes(itemText(first)) } : null,
}
export const flagKind = defineValueKind('flag', own)
