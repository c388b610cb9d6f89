import * as z from 'zod/mini'
import { attributeKey } from '#contract/model/attribute.ts'
import { contactPoint, value } from '#contract/model/value.ts'
import { contactField } from './fields.ts'
import { filters, idList } from './filters.ts'
import { sort } from './sort.ts'
import { wholeNumber } from './whole-number.ts'

/** An id with its name; the name is null where the source keeps it from us. */
export const named = z.object({ id: z.int(), name: z.nullable(z.string()) })
export type Named = z.infer<typeof named>

export const tag = z.object({ id: z.nullable(z.int()), name: z.string() })

/** A contact as a row of the list. Moments are ISO 8601 in UTC. */
export const contact = z.object({
  id: z.int(),
  name: z.string(),
  phones: z.array(contactPoint),
  emails: z.array(contactPoint),
  company: z.nullable(named),
  /** Null where the source knows nobody; id 0 (the system) is told as null, too. */
  responsible: z.nullable(named),
  tags: z.array(tag),
  /** Null where the source tells none that could be read. */
  createdAt: z.nullable(z.iso.datetime()),
  /** Null where the source does not tell. */
  updatedAt: z.nullable(z.iso.datetime()),
  createdBy: z.nullable(named),
  updatedBy: z.nullable(named),
  nextTaskAt: z.nullable(z.iso.datetime()),
  /** Of the custom fields that the query's `columns` ask for, those that are filled. */
  fields: z.array(z.object({ id: z.int(), value })),
})
export type Contact = z.infer<typeof contact>

/** Answer of `GET /api/sources/:source/contacts/:id`: the row and everything else. */
export const contactDetail = z.extend(contact, {
  firstName: z.string(),
  lastName: z.string(),
  /** A contact that lives only inside an incoming lead. */
  isUnsorted: z.boolean(),
  /** Filled custom fields in the account's order, phones and e-mails among them. */
  fields: z.array(contactField),
  /** How many of each hang on the contact; the section itself is asked for when opened. */
  counts: z.object({ leads: z.int(), customers: z.int(), catalogElements: z.int() }),
  /** Where and as whom somebody is known to a chat bot; null where contacts belong to no bot. */
  identity: z.nullable(
    z.object({
      bot: z.int(),
      /** Any text: bots learn new messengers faster than we do. */
      messenger: z.string(),
      id: z.nullable(z.string()),
      username: z.nullable(z.string()),
    }),
  ),
  /** A chat bot's variables of the contact; null where the source has none. */
  variables: z.nullable(
    z.array(z.object({ name: z.string(), value: z.string(), isDeletable: z.boolean() })),
  ),
  /** What the source holds of these could not be read: it is not written over. */
  unreadable: z._default(z.array(attributeKey), []),
  /** The contact's own page at the source; null where there is none to open. */
  url: z.nullable(z.string()),
})
export type ContactDetail = z.infer<typeof contactDetail>

/** A row that was left out: `path` is where it stands in the source's answer. */
export const unreadableRow = z.object({ id: z.nullable(z.int()), path: z.string() })
export type UnreadableRow = z.infer<typeof unreadableRow>

export const contactPage = z.object({
  items: z.array(contact),
  /** Rows of the page that could not be read; they are not among the items. */
  unreadable: z._default(z.array(unreadableRow), []),
  page: z.int(),
  hasNext: z.boolean(),
  /** All that match; null where the source does not tell. Never an estimate. */
  total: z.nullable(z.int()),
  /**
   * False where a returned row does not match what was asked: the account ignored a filter, and
   * nothing that means "all that match" may be done.
   */
  filterApplied: z.boolean(),
})
export type ContactPage = z.infer<typeof contactPage>

/** Letters of a search. */
export const maxSearchLength = 200

/** Query of `GET /api/sources/:source/contacts`. The proxy refuses what it does not know. */
export const contactQuery = z.strictObject({
  page: z._default(wholeNumber(1, 1_000_000), 1),
  /** Rows per page; a source refuses more than the last of its `pageSizes`. */
  size: z._default(wholeNumber(1, 500), 50),
  search: z._default(z.string().check(z.trim(), z.maxLength(maxSearchLength)), ''),
  /** Left out: the source's own default order. */
  sort: z.optional(sort),
  /** Custom fields, by id, that the rows carry with them. */
  columns: z.optional(idList),
  ...filters,
})
export type ContactQuery = z.infer<typeof contactQuery>
