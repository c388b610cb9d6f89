import { z } from 'zod'
import {
  isEmpty,
  looseId,
  looseInt,
  looseText,
  mark,
  row,
  rowsOf,
  unreadableIn,
  type Rows,
} from '#contract/upstream/lenient.ts'
import { pageOf } from '#contract/upstream/list-envelope.ts'

const fieldValue = row({}, { value: z.unknown(), enum: looseText, subtype: looseText })

/**
 * `enum` and `subtype` are texts on read (seed 003): IDs of options, and 1–6 for address parts.
 * Anything but such an object is passed on unchanged as the value.
 */
export const legacyValue = z.union([
  fieldValue,
  z
    .unknown()
    .refine((raw) => !isEmpty(raw))
    .transform((value): z.output<typeof fieldValue> =>
      mark({ value, enum: null, subtype: null }, [{ id: null, path: '' }]),
    ),
])
export type LegacyValue = z.infer<typeof legacyValue>

export const legacyFieldValues = row(
  { id: looseId },
  {
    name: looseText,
    /** Only in the later edition. */
    code: looseText,
    /** A list of `legacyValue`; the kind of the field determines how it is read. */
    values: z.unknown(),
  },
)
export type LegacyFieldValues = z.infer<typeof legacyFieldValues>

/** `{ id: [5, 6] }`; a single ID need not be in a list. */
const linked = row(
  {},
  {
    id: z.union([
      rowsOf(looseId),
      looseId.transform((id): Rows<number> => ({ items: [id], dropped: [] })),
    ]),
  },
)

/** The contact model of `GET /api/v2/contacts` (seed 003); times in Unix seconds. */
export const legacyContact = row(
  { id: looseId },
  {
    name: looseText,
    /** Only in the later edition, as is the last name. */
    first_name: looseText,
    last_name: looseText,
    responsible_user_id: looseInt,
    created_by: looseInt,
    updated_by: looseInt,
    created_at: looseInt,
    updated_at: looseInt,
    company: row({ id: looseId }, { name: looseText }),
    leads: linked,
    customers: linked,
    /** 0 or absent if there are no tasks. */
    closest_task_at: looseInt,
    tags: rowsOf(row({ name: looseText }, { id: looseInt })),
    custom_fields: rowsOf(legacyFieldValues),
  },
)
export type LegacyContact = z.infer<typeof legacyContact>

/** Has no totals and no links to other pages. */
export const legacyContactPage = pageOf('items', legacyContact)

/** A row of the list with its JSON, without links to the API. */
const legacyStoredContact = z.unknown().transform((raw, context) => {
  const read = legacyContact.safeParse(raw)
  if (read.success)
    return mark(
      { contact: read.data, body: JSON.stringify(raw, withoutLinks) },
      unreadableIn(read.data),
    )
  context.addIssue({ code: 'custom', message: 'no row' })
  return z.NEVER
})
export type LegacyStoredContact = z.infer<typeof legacyStoredContact>

const withoutLinks = (key: string, value: unknown) => (key === '_links' ? undefined : value)

export const legacyStoredPage = pageOf('items', legacyStoredContact)
