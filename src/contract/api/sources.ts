import * as z from 'zod/mini'
import { builtInKey } from '#contract/model/attribute.ts'
import { filterName } from './filters.ts'
import { right } from './rights.ts'
import { sort } from './sort.ts'

/** Kinds of data linked to a contact. */
export const section = z.enum(['leads', 'customers', 'catalogElements'])
export type Section = z.infer<typeof section>

/** Messengers in which contacts of bots can be created; reads may return others. */
export const messenger = z.enum(['whatsapp', 'telegram', 'viber', 'vk'])

/**
 * What an overview counts: contacts by their last change (including added ones), or only added
 * contacts if a source does not report changes.
 */
export const overviewBasis = z.enum(['changed', 'added'])
export type OverviewBasis = z.infer<typeof overviewBasis>

/** How a source writes; null if it is read-only. */
const writes = z.object({
  create: z.boolean(),
  edit: z.boolean(),
  /** Maximum number of contacts per request; 1: one request per contact. */
  batch: z.int(),
  /** Whether one rejected contact makes the source reject the whole batch. */
  isAllOrNothing: z.boolean(),
  /** Whether creating a contact that the source already has changes it instead. */
  createsOrUpdates: z.boolean(),
  /** Whether first and last name are stored in addition to the full name. */
  nameParts: z.boolean(),
  requiresName: z.boolean(),
  /** Maximum number of phones, and of e-mails, per contact; null: unlimited. */
  maxContactPoints: z.nullable(z.int()),
  /** Whether filled phones, e-mails and fields can be cleared. */
  clears: z.boolean(),
  /**
   * Whether the source itself rejects a write that is based on an outdated state. If not, a change
   * that someone else makes between our reading and writing is overwritten.
   */
  rejectsStale: z.boolean(),
  /** Whether an edit may specify the state of the contact it is based on (`seen`). */
  checksSeen: z.boolean(),
  links: z.array(z.enum(['leads', 'customers', 'companies', 'catalogElements'])),
  tags: z.boolean(),
})

/**
 * Capabilities of a source. The dashboard depends on these only and never on the kind of source.
 */
export const capabilities = z.object({
  search: z.boolean(),
  filters: z.array(filterName),
  /** Whether `where` is supported: conditions with operators on any attribute. */
  operators: z.boolean(),
  /** Attributes by which the source sorts; empty if it does not support sorting. */
  sorts: z.array(builtInKey),
  /** Whether it also sorts by custom fields. */
  sortsFields: z.boolean(),
  /** Maximum number of attributes of one sort. */
  maxSorts: z.int(),
  defaultSort: z.nullable(sort),
  /** Supported page sizes, ascending; the last one is the maximum. */
  pageSizes: z.array(z.int()),
  /** Whether pages include the total number of matching contacts. */
  totals: z.boolean(),
  /**
   * Whether a local copy of the source is kept; once it is complete, it answers lists, and other
   * capabilities rise.
   */
  mirror: z.boolean(),
  /**
   * Whether a local copy can be kept, also while there is none: addresses may have an order or
   * conditions that only it answers.
   */
  copyable: z.optional(z.boolean()),
  /** What an overview of the source counts; null if it cannot list recent contacts. */
  overview: z.nullable(overviewBasis),
  sections: z.array(section),
  /**
   * The data that the source reports about a contact; the dashboard does not show other data as
   * empty.
   */
  knows: z.object({
    updatedAt: z.boolean(),
    responsible: z.boolean(),
    company: z.boolean(),
    tags: z.boolean(),
    nextTask: z.boolean(),
    /** The users who created and last changed it; no user then means the system itself. */
    authors: z.boolean(),
    /** Attributes that only some sources report and this one does; omitted: none. */
    more: z.optional(z.array(builtInKey)),
    /**
     * Attributes that are known of some contacts only (`unknown` of a row lists the others), with a
     * complete local copy; omitted: none.
     */
    partly: z.optional(z.array(builtInKey)),
  }),
  writes: z.nullable(writes),
  /** Whether chats can be read, linked and moved. */
  chats: z.boolean(),
  /** Whether the account tells the channels and states of chats (talks), as far as it was asked. */
  talks: z.boolean(),
  /** A free-text status of an external system, which can be set but not read. */
  status: z.nullable(z.object({ maxLength: z.int() })),
  variables: z.boolean(),
  /** Whether events, notes and tasks can be read, and notes and tasks written. */
  activities: z.boolean(),
  /** The source's bots; empty if contacts do not belong to bots. */
  bots: z.array(z.object({ id: z.int(), name: z.string() })),
  messengers: z.array(messenger),
  /** Whether the account's tags can be listed; if not, tags are written by name all the same. */
  tagList: z.boolean(),
  /**
   * Whether companies are found by name; null: they are not. `create`: new ones can be created,
   * `details`: all of a company can be read.
   */
  companies: z.nullable(z.object({ create: z.boolean(), details: z.boolean() })),
})
export type Capabilities = z.infer<typeof capabilities>

export const sourceKind = z.enum(['amo-v4', 'amo-v2', 'watbot'])

export const sourceId = z
  .string()
  .check(z.regex(/^[a-z][a-z0-9-]{0,31}$/, 'lower-case letters, digits and dashes'))

export const source = z.object({
  id: sourceId,
  kind: sourceKind,
  title: z.string(),
  /**
   * URL of a contact's page at the source, with `{id}` as the placeholder for its ID; null if there
   * is none.
   */
  contactUrl: z.nullable(z.string()),
  capabilities,
  /** What one may do at it; omitted where it does not depend on who asks. */
  rights: z.optional(z.array(right)),
})
export type Source = z.infer<typeof source>

/** Response of `GET /api/sources`; the dashboard opens the first source by default. */
export const sourceList = z.object({ items: z.array(source) })
