import * as z from 'zod/mini'
import { attributeKey } from '#contract/model/attribute.ts'
import { comparisonOf, type Comparison } from '#contract/model/comparison.ts'
import { listedKey } from '#contract/model/listed-key.ts'
import type { ContactPointRole, ValueKindName } from '#contract/model/value.ts'
import { contactQuery } from './contacts.ts'
import { calendarDay, decimal, jsonText } from './filters.ts'

/**
 * How an attribute is compared: `in` is any of the values, `all` all of them, `notIn` none of them
 * (also where it is empty), `contains` and `begins` any of the texts, `range` from and to, both
 * inclusive, `within` a period relative to the current day, `count` the number of distinct items,
 * `domain` any of the domains of e-mails, `country` any of the calling codes of phones, `unknown` that
 * the source has not told the value yet: no other operator holds then, `notIn` and `empty` included.
 */
export const operator = z.enum([
  'in',
  'all',
  'notIn',
  'empty',
  'filled',
  'contains',
  'begins',
  'range',
  'within',
  'count',
  'domain',
  'country',
  'unknown',
])
export type Operator = z.infer<typeof operator>

/**
 * What a condition says beside its attribute and operator: `values` of the attribute, `texts` that
 * occur in them, values of a part of it (`parts`), `ends` of a range of values, a `period`, ends of
 * a number of items (`amounts`), or nothing.
 */
export type Operand = 'values' | 'texts' | 'parts' | 'ends' | 'period' | 'amounts' | 'nothing'

export const operandOf = {
  in: 'values',
  all: 'values',
  notIn: 'values',
  empty: 'nothing',
  filled: 'nothing',
  unknown: 'nothing',
  contains: 'texts',
  begins: 'texts',
  range: 'ends',
  within: 'period',
  count: 'amounts',
  domain: 'parts',
  country: 'parts',
} as const satisfies Record<Operator, Operand>

const bound = z.union([decimal, z.iso.datetime({ offset: true }), calendarDay])
const hasBound = ({ from, to }: { from?: unknown; to?: unknown }) =>
  from !== undefined || to !== undefined
const isOrdered = ({ from, to }: { from?: number | undefined; to?: number | undefined }) =>
  from === undefined || to === undefined || from <= to

export const periodUnit = z.enum(['day', 'week', 'month', 'quarter', 'year'])
const maxDistance = 10_000
const distance = z.int().check(z.minimum(-maxDistance), z.maximum(maxDistance))

const span = z
  .strictObject({ unit: periodUnit, from: z.optional(distance), to: z.optional(distance) })
  .check(z.refine(hasBound, 'from or to'), z.refine(isOrdered, 'from must not be after to'))

/** Before the day that is so many units ago, which is the last one of a month that is shorter. */
const age = z.strictObject({
  unit: periodUnit,
  olderThan: z.int().check(z.minimum(1), z.maximum(maxDistance)),
})

/**
 * Whole days, weeks (from Monday), months, quarters or years of the account's calendar, counted from
 * the current one, which is 0; both ends are inclusive, an omitted end is open. Today is `{unit:
 * 'day', from: 0, to: 0}`, the last seven days with today `{unit: 'day', from: -6, to: 0}`, the
 * previous month `{unit: 'month', from: -1, to: -1}`. `olderThan` counts back from the current day instead:
 * `{unit: 'month', olderThan: 3}` is everything before the same day three months ago.
 */
export const period = z.union([span, age])
export type Period = z.infer<typeof period>

const amount = z.int().check(z.minimum(0), z.maximum(1_000_000))
const listOf = <Item extends z.ZodMiniType>(item: Item) =>
  z.array(item).check(z.minLength(1), z.maxLength(250))

/** A calling code without `+`: `7`, `375`. */
const callingCode = z.string().check(z.regex(/^[1-9]\d{0,2}$/, 'a calling code such as 7'))

/**
 * A condition on one attribute. Values are texts: an option, a user, a company and a linked entity by
 * their ID, a tag by its name, a flag as `true` or `false`, anything else as it is printed.
 */
export const condition = z.union([
  z.strictObject({
    key: attributeKey,
    op: z.enum(['in', 'all', 'notIn', 'contains', 'begins', 'domain']),
    values: listOf(z.string().check(z.minLength(1), z.maxLength(255))),
  }),
  z.strictObject({ key: attributeKey, op: z.literal('country'), values: listOf(callingCode) }),
  z.strictObject({ key: attributeKey, op: z.enum(['empty', 'filled', 'unknown']) }),
  z
    .strictObject({
      key: attributeKey,
      op: z.literal('range'),
      from: z.optional(bound),
      to: z.optional(bound),
    })
    .check(z.refine(hasBound, 'from or to')),
  z.strictObject({ key: attributeKey, op: z.literal('within'), period }),
  z
    .strictObject({
      key: attributeKey,
      op: z.literal('count'),
      from: z.optional(amount),
      to: z.optional(amount),
    })
    .check(z.refine(hasBound, 'from or to'), z.refine(isOrdered, 'from must not be more than to')),
])
export type Condition = z.infer<typeof condition>

/** Conditions of a query, and alternatives of a group. */
export const maxTerms = 20

/** Conditions of which at least one has to hold. */
const group = z.strictObject({
  any: z.array(condition).check(z.minLength(1), z.maxLength(maxTerms)),
})

/** A condition, or a group of conditions combined by OR. */
export const whereTerm = z.union([condition, group])
export type WhereTerm = z.infer<typeof whereTerm>

export const conditionsOf = (term: WhereTerm): Condition[] => ('any' in term ? term.any : [term])

/** Conditions and groups combined by AND, as JSON text in a URL. */
export const where = z.pipe(
  jsonText(16_000),
  z.array(whereTerm).check(z.minLength(1), z.maxLength(maxTerms)),
)

/** Attribute keys separated by commas. */
const listedKeys = z.pipe(
  z.pipe(
    z.string(),
    z.transform((text) => text.split(',')),
  ),
  z.array(listedKey).check(z.maxLength(listedKey.options.length)),
)

/**
 * The complete query of `GET /api/sources/:source/contacts`. `where` needs the source's capability
 * `operators`.
 */
export const contactListQuery = z.extend(contactQuery, {
  /** Further attributes that rows include; a source names those it has in `more`. */
  attributes: z.optional(listedKeys),
  where: z.optional(where),
  /** Reads the source even if its local copy is complete, for rows on which changes are based. */
  from: z.optional(z.literal('source')),
})

const {
  page: _page,
  size: _size,
  sort: orders,
  columns: _columns,
  attributes: _attributes,
  from: _from,
  ...filters
} = contactListQuery.shape
/** The parameters of a list that say which contacts match: its search and its filters. */
export const matching = filters

/** Query of `GET /api/sources/:source/contacts/ids`, which only a complete local copy answers. */
export const contactIdsQuery = z.strictObject({ ...matching, sort: orders })

/** IDs of all contacts that match, in the order of the list, at one moment. */
export const contactIds = z.object({ ids: z.array(z.int()), asOf: z.iso.datetime() })
export type ContactIds = z.infer<typeof contactIds>

const presence: Operator[] = ['empty', 'filled']
const texts: Operator[] = ['in', 'notIn', 'contains', 'begins', ...presence]
const numbers: Operator[] = ['in', 'notIn', 'range', ...presence]
const options: Operator[] = ['in', 'notIn', ...presence]
const times: Operator[] = ['range', 'within', ...presence]

const operatorsOf: Record<Comparison, readonly Operator[]> = {
  text: texts,
  number: numbers,
  flag: options,
  day: times,
  moment: times,
  choice: options,
  contactPoint: texts,
  content: ['contains', ...presence],
  user: options,
  company: texts,
  tag: texts,
  link: options,
  none: presence,
}

const parts = { emails: 'domain', phones: 'country' } as const
/** Of items that can be compared with several values, and counted. */
const ofItems: Comparison[] = ['choice', 'contactPoint', 'tag', 'link']

/**
 * The operators of an attribute: those of its kind's comparison, of lists `all` and `count`, and of e-mails and
 * phones their parts.
 */
export function operatorsFor({ kind, role, isMany, isPartlyKnown }: Compared): readonly Operator[] {
  const comparison = comparisonOf[kind]
  const isList = isMany && ofItems.includes(comparison)
  return [
    ...operatorsOf[comparison],
    ...(isList ? (['all', 'count'] as const) : []),
    ...(role ? [parts[role]] : []),
    ...(isPartlyKnown ? (['unknown'] as const) : []),
  ]
}

type Compared = {
  kind: ValueKindName
  role: ContactPointRole | null
  isMany: boolean
  isPartlyKnown?: boolean | undefined
}
