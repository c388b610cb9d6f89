import * as z from 'zod/mini'
import { attributeKey } from '#contract/model/attribute.ts'
import type { ValueKindName } from '#contract/model/value.ts'
import { contactQuery } from './contacts.ts'
import { calendarDay, decimal, jsonText } from './filters.ts'

/**
 * How an attribute is compared: `in` is any of the values, `notIn` none of them (also where it is
 * empty), `contains` and `begins` any of the texts, `range` from and to, both inclusive.
 */
export const operator = z.enum(['in', 'notIn', 'empty', 'filled', 'contains', 'begins', 'range'])
export type Operator = z.infer<typeof operator>

const bound = z.union([decimal, z.iso.datetime({ offset: true }), calendarDay])

/**
 * A condition on one attribute. Values are texts: an option, a user and a company by their ID, a
 * tag by its name, a flag as `true` or `false`, anything else as it is printed.
 */
export const condition = z.union([
  z.strictObject({
    key: attributeKey,
    op: z.enum(['in', 'notIn', 'contains', 'begins']),
    values: z
      .array(z.string().check(z.minLength(1), z.maxLength(255)))
      .check(z.minLength(1), z.maxLength(250)),
  }),
  z.strictObject({ key: attributeKey, op: z.enum(['empty', 'filled']) }),
  z
    .strictObject({
      key: attributeKey,
      op: z.literal('range'),
      from: z.optional(bound),
      to: z.optional(bound),
    })
    .check(z.refine(({ from, to }) => from !== undefined || to !== undefined, 'from or to')),
])
export type Condition = z.infer<typeof condition>

/** Conditions combined by AND, as JSON text in a URL. */
export const where = z.pipe(
  jsonText(16_000),
  z.array(condition).check(z.minLength(1), z.maxLength(20)),
)

/**
 * The complete query of `GET /api/sources/:source/contacts`. `where` needs the source's capability
 * `operators`.
 */
export const contactListQuery = z.extend(contactQuery, {
  where: z.optional(where),
  /** Reads the source even if its local copy is complete, for rows on which changes are based. */
  from: z.optional(z.literal('source')),
})

const {
  page: _page,
  size: _size,
  columns: _columns,
  from: _from,
  ...matching
} = contactListQuery.shape

/** Query of `GET /api/sources/:source/contacts/ids`, which only a complete local copy answers. */
export const contactIdsQuery = z.strictObject(matching)

/** IDs of all contacts that match, in the order of the list, at one moment. */
export const contactIds = z.object({ ids: z.array(z.int()), asOf: z.iso.datetime() })
export type ContactIds = z.infer<typeof contactIds>

const texts: Operator[] = ['in', 'notIn', 'contains', 'begins', 'empty', 'filled']
const numbers: Operator[] = ['in', 'notIn', 'range', 'empty', 'filled']
const options: Operator[] = ['in', 'notIn', 'empty', 'filled']
const times: Operator[] = ['range', 'empty', 'filled']
const presence: Operator[] = ['empty', 'filled']

/** The operators of each kind of value; any other is rejected. */
export const operatorsOf: Record<ValueKindName, readonly Operator[]> = {
  text: texts,
  url: texts,
  number: numbers,
  money: numbers,
  flag: options,
  date: times,
  dateTime: times,
  choice: options,
  contactPoints: texts,
  address: ['contains', ...presence],
  companyDetails: ['contains', ...presence],
  user: options,
  company: texts,
  tags: texts,
  links: [],
  files: presence,
  unknown: presence,
}
