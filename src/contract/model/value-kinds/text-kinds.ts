import type { ValueIssue } from '#contract/model/issue.ts'
import { isSameSet } from '#contract/model/same-set.ts'
import { textSortKey } from '#contract/model/sort-key.ts'
import { valueSchemas } from '#contract/model/value.ts'
import type { ValueContext } from '#contract/model/value-context.ts'
import { defineValueKind, type OwnValueKind } from '#contract/model/value-kind.ts'
import { isWebAddress } from '#contract/model/web-address.ts'
import { itemText } from './item-text.ts'

export const tooLong = (text: string, { maxLength }: ValueContext): boolean =>
  maxLength !== null && text.length > maxLength

export const tooLongIssue: ValueIssue = { code: 'too_long', message: 'the text is too long' }

type Texts = { values: string[] }
const sameTexts = (a: Texts, b: Texts): boolean =>
  isSameSet(a.values, b.values, (text, other) => text.trim() === other.trim())
const isEmpty = ({ values }: Texts): boolean => values.every((text) => text.trim() === '')

/**
 * A source may store several texts in one field; users can enter one, and several are only shown.
 */
const textOf = ({ values }: Texts): string => values.join('\n')

const own: OwnValueKind<'text'> = {
  schema: valueSchemas.text,
  isWritable: true,
  isEmpty,
  equals: sameTexts,
  split: ({ values }) => values.map((text) => ({ kind: 'text', values: [text] })),
  join: (first, rest) => ({
    kind: 'text',
    values: [first, ...rest].flatMap(({ values }) => values),
  }),
  parse: (text, { isMultiline }) => ({
    value: text.trim() === '' ? null : { kind: 'text', values: [isMultiline ? text : text.trim()] },
    issues: [],
  }),
  print: textOf,
  validate: ({ values }, context) =>
    values.some((text) => tooLong(text, context)) ? [tooLongIssue] : [],
  searchText: textOf,
  sortKey: (value) => textSortKey(textOf(value)),
  toWrite: ({ values }) => values.map((value) => ({ value })),
  fromWrite: (items) =>
    items.length === 0 ? null : { kind: 'text', values: items.map((item) => itemText(item)) },
}
export const textKind = defineValueKind('text', own)

const ownUrl: OwnValueKind<'url'> = {
  schema: valueSchemas.url,
  isWritable: true,
  isEmpty,
  equals: sameTexts,
  split: ({ values }) => values.map((text) => ({ kind: 'url', values: [text] })),
  join: (first, rest) => ({
    kind: 'url',
    values: [first, ...rest].flatMap(({ values }) => values),
  }),
  parse: (text) => ({
    value: text.trim() === '' ? null : { kind: 'url', values: [text.trim()] },
    issues: [],
  }),
  print: textOf,
  validate: ({ values }, context) => {
    if (values.some((text) => tooLong(text, context))) return [tooLongIssue]
    const isGood = values.every((text) => text === '' || isWebAddress(text))
    return isGood
      ? []
      : [{ code: 'url', message: 'an address like https://example.com is expected' }]
  },
  searchText: textOf,
  sortKey: (value) => textSortKey(textOf(value).replace(/^https?:\/\/(www\.)?/i, '')),
  toWrite: ({ values }) => values.map((value) => ({ value })),
  fromWrite: (items) =>
    items.length === 0 ? null : { kind: 'url', values: items.map((item) => itemText(item)) },
}
export const urlKind = defineValueKind('url', ownUrl)
