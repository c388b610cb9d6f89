import { parseParts, printParts } from '#contract/model/parts-text.ts'
import { isSameSet } from '#contract/model/same-set.ts'
import { textSortKey } from '#contract/model/sort-key.ts'
import { valueSchemas } from '#contract/model/value.ts'
import { defineValueKind, type OwnValueKind } from '#contract/model/value-kind.ts'
import { itemText } from './item-text.ts'
import { tooLong, tooLongIssue } from './text-kinds.ts'

type Part = { part: string; value: string }

const isFilled = ({ value }: { value: string }): boolean => value.trim() !== ''
const textOf = (parts: Part[]): string => parts.map(({ value }) => value).join(' ')

/**
 * Parts of an address. All parts are always sent, because the source clears those that are missing.
 */
const own: OwnValueKind<'address'> = {
  schema: valueSchemas.address,
  isWritable: true,
  isEmpty: ({ parts }) => !parts.some(isFilled),
  equals: (a, b) =>
    isSameSet(
      a.parts.filter(isFilled),
      b.parts.filter(isFilled),
      (part, other) => part.part === other.part && part.value.trim() === other.value.trim(),
    ),
  split: (value) => [value],
  join: (first) => first,
  parse: (text, { options }) => {
    if (text.trim() === '') return { value: null, issues: [] }
    const names = options.map(({ code, label }) => code ?? label)
    const parts = parseParts(text, names[0] ?? '', names)
    if (!parts)
      return {
        value: null,
        issues: [
          {
            code: 'unreadable',
            message: `parts by name are expected: ${names.join(', ')}`,
            text: text.trim(),
          },
        ],
      }
    const value = {
      kind: 'address' as const,
      parts: parts.map(({ key, value }) => ({ part: key, value })),
    }
    return { value, issues: [] }
  },
  print: ({ parts }) => printParts(parts.map(({ part, value }) => ({ key: part, value }))),
  validate: ({ parts }, context) =>
    parts.flatMap(({ part, value }, index) =>
      tooLong(value, context) ? [{ ...tooLongIssue, index, part }] : [],
    ),
  searchText: ({ parts }) => textOf(parts),
  sortKey: ({ parts }) => textSortKey(textOf(parts)),
  toWrite: ({ parts }) => parts.filter(isFilled).map(({ part, value }) => ({ value, kind: part })),
  fromWrite: (items) =>
    items.length === 0
      ? null
      : {
          kind: 'address',
          parts: items.map((item) => ({ part: item.kind ?? '', value: itemText(item) })),
        },
}
export const addressKind = defineValueKind('address', own)
