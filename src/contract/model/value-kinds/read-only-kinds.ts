import type { ValueIssue } from '#contract/model/issue.ts'
import { textSortKey } from '#contract/model/sort-key.ts'
import { valueSchemas, type ValueOf } from '#contract/model/value.ts'
import { defineValueKind, type OwnValueKind, type Parsed } from '#contract/model/value-kind.ts'

const readOnly: ValueIssue = { code: 'read_only', message: 'values of this kind are read-only' }
const rejectText = (text: string): Parsed =>
  text.trim() === '' ? { value: null, issues: [] } : { value: null, issues: [readOnly] }

const namesOf = ({ items }: ValueOf<'files'>): string => items.map(({ name }) => name).join('; ')

const ownFiles: OwnValueKind<'files'> = {
  schema: valueSchemas.files,
  isWritable: false,
  isEmpty: ({ items }) => items.length === 0,
  equals: (a, b) => JSON.stringify(a.items) === JSON.stringify(b.items),
  split: (value) => [value],
  join: (first) => first,
  parse: rejectText,
  print: namesOf,
  validate: () => [readOnly],
  searchText: namesOf,
  sortKey: (value) => textSortKey(namesOf(value)),
  toWrite: () => [],
  fromWrite: () => null,
}
export const filesKind = defineValueKind('files', ownFiles)

const textOf = ({ values }: ValueOf<'unknown'>): string => values.join('; ')

const ownUnknown: OwnValueKind<'unknown'> = {
  schema: valueSchemas.unknown,
  isWritable: false,
  isEmpty: ({ values }) => values.length === 0,
  equals: (a, b) => JSON.stringify(a.values) === JSON.stringify(b.values),
  split: (value) => [value],
  join: (first) => first,
  parse: rejectText,
  print: textOf,
  validate: () => [readOnly],
  searchText: textOf,
  sortKey: (value) => textSortKey(textOf(value)),
  toWrite: () => [],
  fromWrite: () => null,
}
export const unknownKind = defineValueKind('unknown', ownUnknown)
