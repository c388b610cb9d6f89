import * as z from 'zod/mini'
import { issue } from '#contract/model/issue.ts'
import { value } from '#contract/model/value.ts'
import { jobKey } from './jobs.ts'
import { wholeNumber } from './whole-number.ts'

/**
 * Body of `POST …/jobs/:job/undo`. Created contacts cannot be deleted, so they may be tagged
 * instead.
 */
export const jobUndo = z.strictObject({
  key: jobKey,
  tag: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(255))),
})
export type JobUndo = z.infer<typeof jobUndo>

export const undoQuery = z.strictObject({
  page: z._default(wholeNumber(1, 1_000_000), 1),
  size: z._default(wholeNumber(1, 250), 50),
})

/** A row of an undo with the result it would have now. */
export const undoRow = z.object({
  line: z.int(),
  contactId: z.int(),
  name: z.nullable(z.string()),
  /** `changedSince`: another user has changed the same values since; they are not restored. */
  would: z.enum(['restore', 'changedSince', 'nothing', 'tag', 'cannot']),
  /** The attributes that the undo would change; values of `chat` are contacts, by ID. */
  attributes: z.array(
    z.object({
      attribute: z.string(),
      now: z.nullable(z.union([value, z.int()])),
      restored: z.nullable(z.union([value, z.int()])),
    }),
  ),
  /** Why the row cannot be undone, in English. */
  message: z.nullable(z.string()),
  /** Why the row cannot be undone, as codes. */
  issues: z.array(issue),
})
export type UndoRow = z.infer<typeof undoRow>

/**
 * Response of `GET …/jobs/:job/undo`; the page's contacts are read from the source for each
 * request.
 */
export const undoPreview = z.object({
  items: z.array(undoRow),
  page: z.int(),
  hasNext: z.boolean(),
  /**
   * Rows that are left out because whoever asks does not see their contacts: of all rows if `isCounted`,
   * else of the page.
   */
  leftOut: z._default(z.int(), 0),
  /**
   * Number of rows whose previous values are stored. As `created`, it counts rows that are left out if
   * `isCounted` is false.
   */
  changed: z.int(),
  /** Number of rows that would be restored; an upper limit if `isCounted` is false. */
  restored: z.int(),
  /**
   * Whether all rows were compared; otherwise only those of the page were, because contacts are
   * read in batches of hundreds. All pages together give the exact number.
   */
  isCounted: z.boolean(),
  /**
   * Number of contacts that can only be tagged, because the source has no method to delete them.
   */
  created: z.int(),
  suggestedTag: z.string(),
  /** Names of the contacts in values of `chat`; contacts whose name is unknown are omitted. */
  contacts: z.array(z.object({ id: z.int(), name: z.string() })),
})
export type UndoPreview = z.infer<typeof undoPreview>
