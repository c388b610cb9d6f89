import { z } from 'zod'
import {
  isEmpty,
  looseFlag,
  looseId,
  looseInt,
  looseNumber,
  looseText,
  mark,
  row,
  rowsOf,
  unreadableIn,
} from '#contract/upstream/lenient.ts'
import { pageOf } from '#contract/upstream/list-envelope.ts'
import { quickly, quickReadingOf } from '#contract/upstream/quick-reading.ts'
import { reference, unixSeconds } from './entities.ts'

const fieldValue = row(
  {},
  {
    value: z.unknown(),
    enum_id: looseInt,
    enum_code: looseText,
    enum: z.union([z.string(), z.int()]),
  },
)

/**
 * One value of a custom field. The type of `value` depends on the field's type (seed 000, reference
 * 6.3). Older responses name the option `enum`, newer ones `enum_code`; both are accepted. Anything
 * but such an object is passed on unchanged as the value.
 */
export const amoFieldValue = quickly(
  z.union([
    fieldValue,
    z
      .unknown()
      .refine((raw) => !isEmpty(raw))
      .transform((value): z.output<typeof fieldValue> =>
        mark({ value, enum_id: null, enum_code: null, enum: null }, [{ id: null, path: '' }]),
      ),
  ]),
  quickReadingOf(fieldValue),
)

export const amoFieldValues = row(
  { field_id: looseId },
  {
    field_name: looseText,
    field_code: looseText,
    field_type: looseText,
    /** A list of `amoFieldValue`; the kind of the field determines how it is read. */
    values: z.unknown(),
  },
)

export const amoTag = row({ name: looseText }, { id: looseInt })

/**
 * Live responses have these keys in `metadata`; the tables of the documents have them beside it.
 */
const linkedElement = row(
  { id: looseId },
  {
    metadata: row({}, { quantity: looseNumber, catalog_id: looseInt }),
    quantity: looseNumber,
    catalog_id: looseInt,
  },
)

/** The contact model of `GET /api/v4/contacts` (seeds 000, 001, 002). */
export const amoContact = row(
  { id: looseId },
  {
    name: looseText,
    first_name: looseText,
    last_name: looseText,
    responsible_user_id: looseInt,
    group_id: looseInt,
    account_id: looseInt,
    created_by: looseInt,
    updated_by: looseInt,
    created_at: unixSeconds,
    updated_at: unixSeconds,
    is_unsorted: looseFlag,
    closest_task_at: unixSeconds,
    custom_fields_values: rowsOf(amoFieldValues),
    _embedded: row(
      {},
      {
        tags: rowsOf(amoTag),
        companies: rowsOf(reference),
        leads: rowsOf(reference),
        customers: rowsOf(reference),
        catalog_elements: rowsOf(linkedElement),
      },
    ),
  },
)
export type AmoContact = z.infer<typeof amoContact>

export const amoContactPage = pageOf('contacts', amoContact)

/** A row of the list with its JSON, without links to the API. */
export const amoStoredContact = z.unknown().transform((raw, context) => {
  const read = amoContact.safeParse(raw)
  if (read.success)
    return mark({ contact: read.data, body: storedText(raw) }, unreadableIn(read.data))
  context.addIssue({ code: 'custom', message: 'no row' })
  return z.NEVER
})

export type AmoStoredContact = z.infer<typeof amoStoredContact>

/** Only where there are any, because a replacer takes twice as long. */
function storedText(raw: unknown): string {
  const text = JSON.stringify(raw)
  return text.includes('"_links"') ? JSON.stringify(raw, withoutLinks) : text
}

const withoutLinks = (key: string, value: unknown) => (key === '_links' ? undefined : value)

export const amoStoredPage = pageOf('contacts', amoStoredContact)
