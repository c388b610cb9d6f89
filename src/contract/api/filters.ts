import * as z from 'zod/mini'
import { wholeNumber } from './whole-number.ts'

/** Maximum number of IDs per request: contacts to read, or custom fields to include. */
export const maxIds = 250
const ids = z.array(z.int().check(z.minimum(0))).check(z.minLength(1), z.maxLength(maxIds))

/** List of IDs: `5,6` in a URL, `[5, 6]` when parsed. */
export const idList = z.pipe(
  z.pipe(
    z.string().check(z.regex(/^\d{1,15}(,\d{1,15})*$/, 'numbers with commas between')),
    z.transform((text) => text.split(',').map(Number)),
  ),
  ids,
)

const moment = z.iso.datetime({ offset: true })

/**
 * A whole day of the account's calendar, such as `2026-10-01`; years have four digits, because
 * every source supports these.
 */
export const calendarDay = z.iso.date().check(z.regex(/^[1-9]/, 'a year from 1000 to 9999'))

export const isCalendarDay = (text: string): boolean => z.safeParse(calendarDay, text).success

const momentOrDay = z.union([moment, calendarDay])

/**
 * A range of times (ISO 8601), of days of the account's calendar, or of a field's numbers. Both
 * ends are inclusive; an omitted end is open.
 */
export type Range = { from?: string | undefined; to?: string | undefined }

/**
 * Range in a URL: `2026-01-01..` or `2026-01-01T00:00:00Z..`, with `from`, `to` or both; both ends
 * are inclusive.
 */
export const range = z.pipe(
  z.pipe(
    z.string(),
    z.transform((text): Range | undefined => {
      const [from, to, ...rest] = text.split('..')
      return rest.length > 0 || to === undefined
        ? undefined
        : { ...(from && { from }), ...(to && { to }) }
    }),
  ),
  z
    .object({ from: z.optional(momentOrDay), to: z.optional(momentOrDay) })
    .check(z.refine(({ from, to }) => from !== undefined || to !== undefined, 'from..to')),
)

/** A decimal number as text, so that no digit is lost. */
export const decimal = z.string().check(z.regex(/^-?\d{1,30}(\.\d{1,10})?$/))
const bound = z.union([decimal, moment, calendarDay])

/**
 * A filter by a custom field, given by its ID: any of several values (an option by its ID as text,
 * or a text), or a range of numbers, of days of the account's calendar, or of times (ISO 8601).
 * Both ends of a range are inclusive.
 */
export const fieldFilter = z.union([
  z.strictObject({
    id: z.int(),
    is: z.array(z.string().check(z.minLength(1), z.maxLength(255))).check(z.minLength(1)),
  }),
  z
    .strictObject({ id: z.int(), from: z.optional(bound), to: z.optional(bound) })
    .check(z.refine(({ from, to }) => from !== undefined || to !== undefined, 'from or to')),
])
export type FieldFilter = z.infer<typeof fieldFilter>

/** JSON text in a URL, at most `maxLength` characters. */
export const jsonText = (maxLength: number) =>
  z.pipe(
    z.string().check(z.maxLength(maxLength)),
    z.transform((text, context) => {
      try {
        return JSON.parse(text) as unknown // parsed by the next step
      } catch {
        context.issues.push({ code: 'custom', message: 'JSON expected', input: text })
        return z.NEVER
      }
    }),
  )

/** List of field filters, as JSON text in a URL; the filters are combined by AND. */
const fieldFilters = z.pipe(
  jsonText(4000),
  z.array(fieldFilter).check(z.minLength(1), z.maxLength(20)),
)

/** The filters of a query, combined by AND; an omitted filter excludes nothing. */
export const filters = {
  ids: z.optional(idList),
  /** The complete name; the comparison is exact. */
  name: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(255))),
  responsible: z.optional(idList),
  createdBy: z.optional(idList),
  updatedBy: z.optional(idList),
  created: z.optional(range),
  updated: z.optional(range),
  /**
   * Changed after a time, or since the start of a day, without an upper limit. v2 supports this
   * instead of `updated`.
   */
  updatedSince: z.optional(momentOrDay),
  nextTask: z.optional(range),
  fields: z.optional(fieldFilters),
  bot: z.optional(wholeNumber(1)),
}

/** Names of the contact filters. The capabilities of a source list those it supports. */
export const filterName = z.keyof(z.object(filters))
export type FilterName = z.infer<typeof filterName>
