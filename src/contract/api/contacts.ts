import * as z from 'zod/mini'
import { attributeKey, builtInKey } from '#contract/model/attribute.ts'
import type { ListedKey } from '#contract/model/listed-key.ts'
import { talkKeys } from '#contract/model/talk-key.ts'
import { contactPoint, linkItem, value } from '#contract/model/value.ts'
import { contactField } from './fields.ts'
import { filters, idList } from './filters.ts'
import { sort } from './sort.ts'
import type { WhereTerm } from './where.ts'
import { wholeNumber } from './whole-number.ts'

/** An ID with its name; the name is null if the source does not reveal it. */
export const named = z.object({ id: z.int(), name: z.nullable(z.string()) })
export type Named = z.infer<typeof named>

export const tag = z.object({ id: z.nullable(z.int()), name: z.string() })

/** A contact as a row of the list. Times are ISO 8601 in UTC. */
export const contact = z.object({
  id: z.int(),
  name: z.string(),
  phones: z.array(contactPoint),
  emails: z.array(contactPoint),
  company: z.nullable(named),
  /**
   * Null if the source does not report a responsible user; ID 0 (the system) is returned as null,
   * too.
   */
  responsible: z.nullable(named),
  tags: z.array(tag),
  /** Null if the source does not report a readable time. */
  createdAt: z.nullable(z.iso.datetime()),
  /** Null if the source does not report it. */
  updatedAt: z.nullable(z.iso.datetime()),
  createdBy: z.nullable(named),
  updatedBy: z.nullable(named),
  nextTaskAt: z.nullable(z.iso.datetime()),
  /** These are included only if the query's `attributes` names them. */
  firstName: z.optional(z.string()),
  lastName: z.optional(z.string()),
  /** The group of the responsible user. */
  group: z.optional(z.nullable(named)),
  leads: z.optional(z.array(linkItem)),
  customers: z.optional(z.array(linkItem)),
  catalogElements: z.optional(z.array(linkItem)),
  /** Number of chats, of a local copy that has read it; null: not read yet. */
  chats: z.optional(z.nullable(z.int())),
  /**
   * What talks in messengers say of the contact, of the attributes that were asked for; none if it has
   * had no talk.
   */
  talks: z.optional(z.array(z.object({ key: z.enum(talkKeys), value }))),
  /** ID of the account. */
  account: z.optional(z.nullable(z.int())),
  /** Of a contact of a bot: the bot, its messenger, and the ID and name of the user there. */
  bot: z.optional(z.nullable(named)),
  messenger: z.optional(z.nullable(z.string())),
  username: z.optional(z.string()),
  /** When the user has blocked the bot; null if not. */
  unsubscribedAt: z.optional(z.nullable(z.iso.datetime())),
  /**
   * Attributes of which it is not known whether this contact has a value, because the source tells
   * them of single contacts only: their values above mean nothing.
   */
  unknown: z.optional(z.array(builtInKey)),
  /** The filled custom fields among those requested by the query's `columns`. */
  fields: z.array(z.object({ id: z.int(), value })),
})
export type Contact = z.infer<typeof contact>

/** Response of `GET /api/sources/:source/contacts/:id`: the row and all other attributes. */
export const contactDetail = z.extend(contact, {
  firstName: z.string(),
  lastName: z.string(),
  /** True for a contact that exists only inside an incoming lead. */
  isUnsorted: z.boolean(),
  /** Filled custom fields in the account's order, including phones and e-mails. */
  fields: z.array(contactField),
  /**
   * Number of linked entities of each kind; the entities are requested when their section is
   * opened.
   */
  counts: z.object({ leads: z.int(), customers: z.int(), catalogElements: z.int() }),
  /**
   * Bot, messenger and ID by which a chat bot identifies the contact; null if contacts do not
   * belong to bots.
   */
  identity: z.nullable(
    z.object({
      bot: z.int(),
      /** Any text, because bots may add messengers that this version does not know. */
      messenger: z.string(),
      id: z.nullable(z.string()),
      username: z.nullable(z.string()),
    }),
  ),
  /** The contact's variables in a chat bot; null if the source has no variables. */
  variables: z.nullable(
    z.array(z.object({ name: z.string(), value: z.string(), isDeletable: z.boolean() })),
  ),
  /** Attributes whose value at the source could not be read; they are not overwritten. */
  unreadable: z._default(z.array(attributeKey), []),
  /** URL of the contact's page at the source; null if there is none. */
  url: z.nullable(z.string()),
  /**
   * The source cannot be reached, and this is the contact as it was at this time, from the local copy:
   * no change may be based on it, and how much is linked to it is unknown (`counts` are 0). Only if
   * the request allows that.
   */
  asOf: z.optional(z.iso.datetime()),
})
export type ContactDetail = z.infer<typeof contactDetail>

/** Query of `GET /api/sources/:source/contacts/:id`. */
export const contactDetailQuery = z.strictObject({
  /** What may be answered instead while the source cannot be reached. */
  fallback: z.optional(z.literal('copy')),
})

/** A row that was omitted; `path` is its location in the source's response. */
export const unreadableRow = z.object({ id: z.nullable(z.int()), path: z.string() })
export type UnreadableRow = z.infer<typeof unreadableRow>

/**
 * Where a contact matches a search: in its name, and in what has the words that its name has not. The
 * text is of one item of the attribute (its key as a string), shortened if it is long; ranges are the
 * parts of the text that match, in UTF-16 units, `to` is exclusive. They may be empty if the text is
 * only equivalent.
 */
export const searchMatch = z.object({
  id: z.int(),
  attribute: z.string(),
  text: z.string(),
  ranges: z.array(z.object({ from: z.int(), to: z.int() })),
})
export type SearchMatch = z.infer<typeof searchMatch>

export const contactPage = z.object({
  items: z.array(contact),
  /** Rows of the page that could not be read; they are not included in `items`. */
  unreadable: z._default(z.array(unreadableRow), []),
  page: z.int(),
  hasNext: z.boolean(),
  /** Exact number of matching contacts; null if the source does not report it. */
  total: z.nullable(z.int()),
  /**
   * The rows are those of the source at this time, because they come from the local copy; null if
   * they were read from the source now.
   */
  asOf: z.nullable(z.iso.datetime()),
  /**
   * False if a returned row does not match the query: the account ignored a filter, and no action
   * may be applied to "all matching contacts".
   */
  filterApplied: z.boolean(),
  /** Where the items match the search; only with a complete local copy. */
  matches: z.optional(z.array(searchMatch)),
})
export type ContactPage = z.infer<typeof contactPage>

/** Maximum length of a search text in characters. */
export const maxSearchLength = 200

/**
 * Query of `GET /api/sources/:source/contacts` without `attributes` and `where`, which are in a file of
 * their own because the dashboard loads it later. The proxy rejects unknown parameters.
 */
export const contactQuery = z.strictObject({
  page: z._default(wholeNumber(1, 1_000_000), 1),
  /** Rows per page; a source rejects more than the last of its `pageSizes`. */
  size: z._default(wholeNumber(1, 500), 50),
  search: z._default(z.string().check(z.trim(), z.maxLength(maxSearchLength)), ''),
  /** If omitted, rows have the source's default order. */
  sort: z.optional(sort),
  /** IDs of the custom fields that rows include. */
  columns: z.optional(idList),
  ...filters,
})
export type ContactQuery = z.infer<typeof contactQuery> & {
  attributes?: ListedKey[] | undefined
  where?: WhereTerm[] | undefined
}
