import * as z from 'zod/mini'
import { wholeNumber } from './whole-number.ts'

/** Ids of one request: contacts to be read, or custom fields to come with them. */
export const maxIds = 250
const ids = z.array(z.int().check(z.minimum(0))).check(z.minLength(1), z.maxLength(maxIds))

/** `5,6` in an address, `[5, 6]` inside. */
export const idList = z.pipe(
  z.pipe(
    z.string().check(z.regex(/^\d{1,15}(,\d{1,15})*$/, 'numbers with commas between')),
    z.transform((text) => text.split(',').map(Number)),
  ),
  ids,
)

const moment = z.iso.datetime({ offset: true })

/** `2026-10-01`: a day of the account's calendar, whole; years of four digits, as every source can say. */
export const calendarDay = z.iso.date().check(z.regex(/^[1-9]/, 'a year from 1000 to 9999'))

export const isCalendarDay = (text: string): boolean => z.safeParse(calendarDay, text).success

const momentOrDay = z.union([moment, calendarDay])

/**
 * Moments in ISO 8601, days of the account's calendar, or numbers of a field; both ends inclusive, one
 * that is left out is open.
 */
export type Range = { from?: string | undefined; to?: string | undefined }

/** `2026-01-01..` or `2026-01-01T00:00:00Z..` in an address: from, to or both, both inclusive. */
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

/** A number as text that loses no digit. */
export const decimal = z.string().check(z.regex(/^-?\d{1,30}(\.\d{1,10})?$/))
const bound = z.union([decimal, moment, calendarDay])

/**
 * A custom field by its id: any of some values (an option by its id as text, a text by itself), or
 * a range of numbers, of days of the account's calendar or of moments (ISO 8601), both ends inclusive.
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

/** JSON text in an address, a list of field filters inside; fields are joined by AND. */
const fieldFilters = z.pipe(
  z.pipe(
    z.string().check(z.maxLength(4000)),
    z.transform((text, context) => {
      try {
        return JSON.parse(text) as unknown // parsed by the next step
      } catch {
        context.issues.push({ code: 'custom', message: 'JSON expected', input: text })
        return z.NEVER
      }
    }),
  ),
  z.array(fieldFilter).check(z.minLength(1), z.maxLength(20)),
)

/** The filters of a query; those that are left out pick nothing away. All are joined by AND. */
export const filters = {
  ids: z.optional(idList),
  /** The whole name, to the letter. */
  name: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(255))),
  responsible: z.optional(idList),
  createdBy: z.optional(idList),
  updatedBy: z.optional(idList),
  created: z.optional(range),
  updated: z.optional(range),
  /** Changed later than a moment, or from a day on, without an end: what v2 can instead of `updated`. */
  updatedSince: z.optional(momentOrDay),
  nextTask: z.optional(range),
  fields: z.optional(fieldFilters),
  bot: z.optional(wholeNumber(1)),
}

/** What contacts can be picked by. A source names those it can do among its capabilities. */
export const filterName = z.keyof(z.object(filters))
export type FilterName = z.infer<typeof filterName>
