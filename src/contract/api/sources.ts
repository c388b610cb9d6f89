import * as z from 'zod/mini'
import { builtInKey } from '#contract/model/attribute.ts'
import { filterName } from './filters.ts'
import { sort, sortField } from './sort.ts'

/** What hangs on a contact besides its own fields. */
export const section = z.enum(['leads', 'customers', 'catalogElements'])
export type Section = z.infer<typeof section>

/** Messengers whose contacts a bot can be given; others may turn up when reading. */
export const messenger = z.enum(['whatsapp', 'telegram', 'viber', 'vk'])

/**
 * What an overview counts: contacts by their last change (those added among them), or only those
 * added, where a source does not tell changes.
 */
export const overviewBasis = z.enum(['changed', 'added'])
export type OverviewBasis = z.infer<typeof overviewBasis>

/** How a source writes; null where it only reads. */
const writes = z.object({
  create: z.boolean(),
  edit: z.boolean(),
  /** Contacts one request may carry; 1: one by one. */
  batch: z.int(),
  /** Whether a whole batch is refused for one bad contact. */
  isAllOrNothing: z.boolean(),
  /** Whether creating somebody the source knows already changes them instead. */
  createsOrUpdates: z.boolean(),
  /** Whether first and last name are kept beside the whole name. */
  nameParts: z.boolean(),
  requiresName: z.boolean(),
  /** Most phones, and most e-mails, a contact may have; null: as many as one likes. */
  maxContactPoints: z.nullable(z.int()),
  /** Whether phones, e-mails and fields can be emptied once they are filled. */
  clears: z.boolean(),
  /** Whether an edit may say which state of the contact it was made over (`seen`). */
  checksSeen: z.boolean(),
  links: z.array(z.enum(['leads', 'customers', 'companies', 'catalogElements'])),
  tags: z.boolean(),
})

/** What a source can do. The dashboard builds itself from this and never asks for the kind. */
export const capabilities = z.object({
  search: z.boolean(),
  filters: z.array(filterName),
  /** Fields the source really sorts by; empty where its order cannot be chosen. */
  sorts: z.array(sortField),
  defaultSort: z.nullable(sort),
  /** Rows per page to offer, ascending; the last one is the most a request may ask for. */
  pageSizes: z.array(z.int()),
  /** Whether a page knows how many contacts match in all. */
  totals: z.boolean(),
  /** What an overview of the source counts; null where the recent ones cannot be picked. */
  overview: z.nullable(overviewBasis),
  sections: z.array(section),
  /** What the source tells of a contact; what it does not know is not shown as empty. */
  knows: z.object({
    updatedAt: z.boolean(),
    responsible: z.boolean(),
    company: z.boolean(),
    tags: z.boolean(),
    nextTask: z.boolean(),
    /** Who created and changed it; nobody then means the system itself. */
    authors: z.boolean(),
    /** Attributes that this source tells and not every other one; left out: none. */
    more: z.optional(z.array(builtInKey)),
  }),
  writes: z.nullable(writes),
  /** Whether chats can be seen, linked and moved. */
  chats: z.boolean(),
  /** A free-text status of an outside system, which can be set but not read. */
  status: z.nullable(z.object({ maxLength: z.int() })),
  variables: z.boolean(),
  /** The bots whose contacts there are; empty where contacts belong to no bot. */
  bots: z.array(z.object({ id: z.int(), name: z.string() })),
  messengers: z.array(messenger),
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
  /** A contact's own page at the source, with `{id}` for its id; null where there is none. */
  contactUrl: z.nullable(z.string()),
  capabilities,
})
export type Source = z.infer<typeof source>

/** Answer of `GET /api/sources`; the first source is the one to open. */
export const sourceList = z.object({ items: z.array(source) })
