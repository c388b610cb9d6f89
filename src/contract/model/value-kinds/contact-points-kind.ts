import type { ValueIssue } from '#contract/model/issue.ts'
import { isSameSet } from '#contract/model/same-set.ts'
import { cleanText } from '#contract/model/plain-text.ts'
import { emailKey, phoneKey } from '#contract/model/search-key.ts'
import { textSortKey } from '#contract/model/sort-key.ts'
import { valueSchemas, type ContactPoint } from '#contract/model/value.ts'
import type { ValueContext } from '#contract/model/value-context.ts'
import { defineValueKind, type OwnValueKind } from '#contract/model/value-kind.ts'
import { itemText } from './item-text.ts'
import { tooLong, tooLongIssue } from './text-kinds.ts'
import { textParts } from './text-parts.ts'

/** A missing kind equals any kind, because sources assign kinds themselves. */
function isSameKind(a: ContactPoint, b: ContactPoint): boolean {
  if (a.kindId !== null && b.kindId !== null) return a.kindId === b.kindId
  return a.kind === b.kind || isUnnamed(a) || isUnnamed(b)
}
const isUnnamed = ({ kind, kindId }: ContactPoint): boolean => kind === null && kindId === null

export const isSameContactPoint = (a: ContactPoint, b: ContactPoint): boolean =>
  a.value.trim() === b.value.trim() && isSameKind(a, b)

/**
 * Removes what the clipboard adds: `mailto:` and `tel:` schemes, the name in `"Ada"
 * <ada@example.com>`, and invisible characters.
 */
export function cleanContactPoint(text: string): string {
  const written = cleanText(text)
  // What keeps a spreadsheet from taking it for a number: `="+79165550101"`, `'+79165550101`.
  const plain = /^="([^"]*)"$/.exec(written)?.[1] ?? written.replace(/^'(?=[+\d(])/, '')
  const cleaned = plain.trim().replace(/^(?:mailto|tel|callto):/i, '')
  return /^"?[^"<>]*"?\s*<([^<>\s]+@[^<>\s]+)>$/.exec(cleaned)?.[1] ?? cleaned
}

/** Whatever else is odd about a text, its source would store it: see `value-check.ts`. */
const validateItem = ({ value }: ContactPoint, context: ValueContext): ValueIssue[] =>
  tooLong(value, context) ? [tooLongIssue] : []

const textsOf = ({ items }: { items: ContactPoint[] }): string[] => items.map(({ value }) => value)

const own: OwnValueKind<'contactPoints'> = {
  schema: valueSchemas.contactPoints,
  isWritable: true,
  isEmpty: ({ items }) => items.every(({ value }) => value.trim() === ''),
  equals: (a, b) => isSameSet(a.items, b.items, isSameContactPoint),
  split: ({ items }) => items.map((item) => ({ kind: 'contactPoints', items: [item] })),
  join: (first, rest) => ({
    kind: 'contactPoints',
    items: [first, ...rest].flatMap(({ items }) => items),
  }),
  parse: (text, { before }) => {
    const known = before?.kind === 'contactPoints' ? before.items : []
    const isKnown = (value: string) => known.some((item) => item.value.trim() === value)
    const values = textParts(
      text,
      known.map(({ value }) => value),
    )
      .map((value) => (isKnown(value) ? value : cleanContactPoint(value)))
      .filter(Boolean)
    const items = values.map((value, index): ContactPoint => {
      const same = known.find((item) => item.value.trim() === value)
      // A value that was corrected in place keeps its kind.
      const replaced = known[index]
      const isCorrected = replaced !== undefined && !values.includes(replaced.value.trim())
      const { kind = null, kindId = null } = same ?? (isCorrected ? replaced : {})
      return { value: same?.value ?? value, kind, kindId }
    })
    return { value: items.length === 0 ? null : { kind: 'contactPoints', items }, issues: [] }
  },
  print: (value) => textsOf(value).join('; '),
  validate: ({ items }, context) =>
    items.flatMap((item, index) =>
      validateItem(item, context).map((issue) => ({ ...issue, index, text: item.value })),
    ),
  searchText: ({ items }) =>
    items.map(({ value }) => phoneKey(value) ?? emailKey(value) ?? value).join(' '),
  sortKey: ({ items: [first] }) =>
    first ? (phoneKey(first.value) ?? textSortKey(first.value)) : null,
  toWrite: ({ items }) =>
    items.map(({ value, kind, kindId }) => ({
      value,
      ...(kind !== null && { kind }),
      ...(kindId !== null && { kindId }),
    })),
  fromWrite: (items, { options }) =>
    items.length === 0
      ? null
      : {
          kind: 'contactPoints',
          items: items.map((item) => ({
            value: itemText(item),
            kind: item.kind ?? options.find(({ id }) => id === item.kindId)?.code ?? null,
            kindId: item.kindId ?? null,
          })),
        },
}
export const contactPointsKind = defineValueKind('contactPoints', own)
