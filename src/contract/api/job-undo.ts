import * as z from 'zod/mini'
import { issue } from '#contract/model/issue.ts'
import { value } from '#contract/model/value.ts'
import { jobKey } from './jobs.ts'
import { wholeNumber } from './whole-number.ts'

/** Body of `POST …/jobs/:job/undo`; contacts cannot be deleted, so those created may be tagged. */
export const jobUndo = z.strictObject({
  key: jobKey,
  tag: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(255))),
})
export type JobUndo = z.infer<typeof jobUndo>

export const undoQuery = z.strictObject({
  page: z._default(wholeNumber(1, 1_000_000), 1),
  size: z._default(wholeNumber(1, 250), 50),
})

/** A row of an undo, as it would fare now. */
export const undoRow = z.object({
  line: z.int(),
  contactId: z.int(),
  name: z.nullable(z.string()),
  /** `changedSince`: somebody changed the same values later; they are left as they are. */
  would: z.enum(['restore', 'changedSince', 'nothing', 'tag', 'cannot']),
  /** What it would change; `chat` holds contacts by id. */
  attributes: z.array(
    z.object({
      attribute: z.string(),
      now: z.nullable(z.union([value, z.int()])),
      restored: z.nullable(z.union([value, z.int()])),
    }),
  ),
  /** Why it cannot, in English. */
  message: z.nullable(z.string()),
  /** Why it cannot, by codes. */
  issues: z.array(issue),
})
export type UndoRow = z.infer<typeof undoRow>

/** Answer of `GET …/jobs/:job/undo`; the contacts of the page are read anew for it. */
export const undoPreview = z.object({
  items: z.array(undoRow),
  page: z.int(),
  hasNext: z.boolean(),
  /** Rows with a before-image. */
  changed: z.int(),
  /** Rows that would be restored; where `isCounted` is false, at most so many. */
  restored: z.int(),
  /** Whether every row was compared for it, or only those of the page: contacts are read by hundreds. */
  isCounted: z.boolean(),
  /** Contacts that can only be tagged: the source has no way to delete them. */
  created: z.int(),
  suggestedTag: z.string(),
  /** Names of contacts that values of `chat` name by id; those that nobody can tell are left out. */
  contacts: z.array(z.object({ id: z.int(), name: z.string() })),
})
export type UndoPreview = z.infer<typeof undoPreview>
