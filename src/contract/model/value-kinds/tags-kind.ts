import { isSameSet } from '#contract/model/same-set.ts'
import { cleanText } from '#contract/model/plain-text.ts'
import { textSortKey } from '#contract/model/sort-key.ts'
import { valueSchemas, type ValueOf } from '#contract/model/value.ts'
import { defineValueKind, type OwnValueKind } from '#contract/model/value-kind.ts'
import { itemText } from './item-text.ts'
import { textParts } from './text-parts.ts'

type Tag = ValueOf<'tags'>['items'][number]

/** Compares by name, because tags are written by name and a new tag has no ID yet. */
const isSameTag = (a: Tag, b: Tag): boolean => a.name.trim() === b.name.trim()

const namesOf = ({ items }: { items: Tag[] }): string[] => items.map(({ name }) => name)

const maxTagLength = 255

const own: OwnValueKind<'tags'> = {
  schema: valueSchemas.tags,
  isWritable: true,
  isEmpty: ({ items }) => items.every(({ name }) => name.trim() === ''),
  equals: (a, b) => isSameSet(a.items, b.items, isSameTag),
  split: ({ items }) => items.map((item) => ({ kind: 'tags', items: [item] })),
  join: (first, rest) => ({ kind: 'tags', items: [first, ...rest].flatMap(({ items }) => items) }),
  parse: (text, { before }) => {
    const known = before?.kind === 'tags' ? before.items : []
    const parts = textParts(
      text,
      known.map(({ name }) => name),
    )
    // What was there stays to the letter.
    const isKnown = (name: string) => known.some((tag) => tag.name.trim() === name)
    const names = [
      ...new Set(parts.map((name) => (isKnown(name) ? name : cleanText(name))).filter(Boolean)),
    ]
    const items = names.map((name): Tag => ({
      id: known.find((tag) => tag.name.trim() === name)?.id ?? null,
      name,
    }))
    return { value: items.length === 0 ? null : { kind: 'tags', items }, issues: [] }
  },
  print: (value) => namesOf(value).join('; '),
  validate: ({ items }) =>
    items.flatMap(({ name }, index) =>
      name.length > maxTagLength
        ? [{ code: 'too_long' as const, index, message: `at most ${maxTagLength} characters` }]
        : [],
    ),
  searchText: (value) => namesOf(value).join(' '),
  sortKey: (value) => textSortKey(namesOf(value).toSorted().join(' ')),
  toWrite: ({ items }) => items.map(({ name }) => ({ value: name })),
  fromWrite: (items) =>
    items.length === 0
      ? null
      : { kind: 'tags', items: items.map((item) => ({ id: null, name: itemText(item) })) },
}
export const tagsKind = defineValueKind('tags', own)
