import * as z from 'zod/mini'
import { problem } from './problem.ts'
import { wholeNumber } from './whole-number.ts'

/** How many views a person may have of a source, and how many of it may be shared. */
export const maxOwnViews = 200
export const maxSharedViews = 500

export const maxViewName = 60
const maxViewSearch = 20_000

const viewName = z
  .string()
  .check(
    z.trim(),
    z.minLength(1),
    z.maxLength(maxViewName),
    z.regex(/^[^\p{Cc}]*$/u, 'a name of one line'),
  )

/**
 * Parameters with plain names. What they mean depends on the source and on the version of the
 * dashboard, which names those that it does not understand.
 */
const listAddress = /^(?:[\w.%~*-]{1,120}=[^\s#&]*(?:&(?!$)|$)){0,60}$/

/**
 * What a list shows, as the query string of its address without `?`: filters, search, order, columns
 * and rows per page.
 */
const viewSearch = z
  .string()
  .check(z.maxLength(maxViewSearch), z.regex(listAddress, 'the query string of a list, without ?'))

/** Increases with each change; a change names the version it is based on. */
const version = z.int().check(z.minimum(1))

export const savedView = z.object({
  id: z.string(),
  name: z.string(),
  search: z.string(),
  /** Whether everybody who sees the source sees it. */
  isShared: z.boolean(),
  /** Whether it belongs to the person who asks. */
  isOwn: z.boolean(),
  /** Whether this person may change and delete it. */
  mayEdit: z.boolean(),
  /** The name of the person to whom it belongs. */
  owner: z.string(),
  /** Views are listed by it, ascending. */
  position: z.int(),
  version: z.int(),
  createdAt: z.iso.datetime(),
  changedAt: z.iso.datetime(),
  /** The name of the person who changed it last. */
  changedBy: z.string(),
  /** Null unless it was deleted: it can be restored for 30 days. */
  deletedAt: z.nullable(z.iso.datetime()),
})
export type SavedView = z.infer<typeof savedView>

export const viewList = z.object({
  items: z.array(savedView),
  /** Whether this person may share views of the source, and change shared ones. */
  mayShare: z.boolean(),
})
export type ViewList = z.infer<typeof viewList>

/** The body of a request that creates a view. */
export const newView = z.strictObject({
  /** The same request with the same key is the same view, also if it was renamed since. */
  key: z.string().check(z.minLength(1), z.maxLength(100)),
  name: viewName,
  search: viewSearch,
  isShared: z.optional(z.boolean()),
  /** If another view has the name: `reject`, the default, or `number` for a name such as "VIP (2)". */
  ifTaken: z.optional(z.enum(['reject', 'number'])),
})
export type NewView = z.infer<typeof newView>

/** The body of a request that changes a view; what is omitted stays. */
export const viewChange = z.strictObject({
  name: z.optional(viewName),
  search: z.optional(viewSearch),
  isShared: z.optional(z.boolean()),
  position: z.optional(z.int().check(z.minimum(0), z.maximum(1_000_000))),
  /** Unless the header `If-Match` names it. */
  version: z.optional(version),
})
export type ViewChange = z.infer<typeof viewChange>

/** The query of a request that deletes or restores a view, unless `If-Match` names the version. */
export const viewVersion = z.strictObject({ version: z.optional(wholeNumber(1)) })

/**
 * The answer with the code `conflict`, whose status is 409: the view as it is now, if it was changed
 * or deleted since the version of the request, or the other view that has the name.
 */
export const viewConflict = z.extend(problem, { present: savedView })
