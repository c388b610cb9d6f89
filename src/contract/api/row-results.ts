import * as z from 'zod/mini'
import { attributeKey } from '#contract/model/attribute.ts'
import { issue } from '#contract/model/issue.ts'
import { value } from '#contract/model/value.ts'

const held = z.nullable(value)
const moment = z.nullable(z.iso.datetime())

/** An attribute that somebody else changed since it was seen; nothing of the contact was written. */
const attributeConflict = z.object({
  attribute: attributeKey,
  /** What was seen; left out where nobody said. */
  before: z.optional(held),
  /** What was asked for. */
  mine: held,
  /** What is there now. */
  theirs: held,
})

/** A chat that is somebody else's by now; values are contacts by id. */
const chatConflict = z.object({
  attribute: z.literal('chat'),
  before: z.nullable(z.int()),
  mine: z.nullable(z.int()),
  theirs: z.nullable(z.int()),
})

export const conflict = z.union([chatConflict, attributeConflict])
export type Conflict = z.infer<typeof conflict>
export type AttributeConflict = z.infer<typeof attributeConflict>

/** How a row has fared. */
export const rowOutcome = z.enum([
  /** Not sent yet. */
  'pending',
  /** Sent, or about to be; the answer is awaited or looked for. */
  'sending',
  'created',
  'changed',
  /** The contact is as wanted already: nothing was sent. */
  'unchanged',
  /** Somebody else changed the same meanwhile: nothing was sent. */
  'conflict',
  /** Wrong in itself: it was not sent. */
  'invalid',
  /** The source did not take it. */
  'rejected',
  /** It may have been written or not; it is never sent again by itself. */
  'unknown',
  /** The job was cancelled before its turn came. */
  'cancelled',
])
export type RowOutcome = z.infer<typeof rowOutcome>

/** An outcome as a request names it; `refused`, its name in 0.1.0, is understood for one version. */
export const requestedOutcome = z.pipe(
  z.enum([...rowOutcome.options, 'refused']),
  z.transform((outcome): RowOutcome => (outcome === 'refused' ? 'rejected' : outcome)),
)

/** `chat`, `status` and keys of attributes: what a row has written. */
const written = z.array(z.string())

export const rowResult = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('pending') }),
  z.object({ outcome: z.literal('sending') }),
  z.object({
    outcome: z.literal('created'),
    id: z.int(),
    updatedAt: z._default(moment, null),
    /** What was asked for beside it and was not saved: the company, written after the contact. */
    notSaved: z._default(z.array(issue), []),
  }),
  z.object({
    outcome: z.literal('changed'),
    id: z.int(),
    attributes: written,
    /** Attributes that others changed meanwhile and that were kept beside ours. */
    merged: z._default(written, []),
    /** What was asked for in the same change and was not saved. */
    notSaved: z._default(z.array(issue), []),
    updatedAt: moment,
  }),
  z.object({ outcome: z.literal('unchanged'), id: z.int() }),
  z.object({ outcome: z.literal('conflict'), id: z.int(), conflicts: z.array(conflict) }),
  z.object({ outcome: z.literal('invalid'), issues: z.array(issue) }),
  z.object({ outcome: z.literal('rejected'), issues: z.array(issue) }),
  /** `resembles`: a contact that may be this row, for a person to decide. */
  z.object({
    outcome: z.literal('unknown'),
    message: z.string(),
    resembles: z.nullable(z.int()),
  }),
  z.object({ outcome: z.literal('cancelled') }),
])
export type RowResult = z.infer<typeof rowResult>
