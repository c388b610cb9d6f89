import * as z from 'zod/mini'
import { attributeKey } from '#contract/model/attribute.ts'
import { issue } from '#contract/model/issue.ts'
import { value } from '#contract/model/value.ts'

const held = z.nullable(value)
const moment = z.nullable(z.iso.datetime())

/**
 * An attribute that another user changed after it was displayed; nothing of the contact was
 * written.
 */
const attributeConflict = z.object({
  attribute: attributeKey,
  /** The value that was displayed; omitted if the request did not include it. */
  before: z.optional(held),
  /** The requested value. */
  mine: held,
  /** The current value at the source. */
  theirs: held,
})

/** A chat that is linked to another contact by now; values are contact IDs. */
const chatConflict = z.object({
  attribute: z.literal('chat'),
  before: z.nullable(z.int()),
  mine: z.nullable(z.int()),
  theirs: z.nullable(z.int()),
})

export const conflict = z.union([chatConflict, attributeConflict])
export type Conflict = z.infer<typeof conflict>
export type AttributeConflict = z.infer<typeof attributeConflict>

export const rowOutcome = z.enum([
  /** Not sent yet. */
  'pending',
  /** Being sent; the response is awaited or looked up. */
  'sending',
  'created',
  'changed',
  /** The contact already has the requested values: nothing was sent. */
  'unchanged',
  /** Another user changed the same attribute: nothing was sent. */
  'conflict',
  /** Invalid: the row was not sent. */
  'invalid',
  'rejected',
  /** Whether it was written is unknown; it is never sent again automatically. */
  'unknown',
  /** The job was cancelled before the row was sent. */
  'cancelled',
  /** The contact does not match the job's query any more: nothing was sent. */
  'skipped',
])
export type RowOutcome = z.infer<typeof rowOutcome>

/** An outcome named in a request; `refused`, its name in 0.1.0, is accepted for one version. */
export const requestedOutcome = z.pipe(
  z.enum([...rowOutcome.options, 'refused']),
  z.transform((outcome): RowOutcome => (outcome === 'refused' ? 'rejected' : outcome)),
)

/** What a row has written: `chat`, `status` or keys of attributes. */
const written = z.array(z.string())

export const rowResult = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('pending') }),
  z.object({ outcome: z.literal('sending') }),
  z.object({
    outcome: z.literal('created'),
    id: z.int(),
    updatedAt: z._default(moment, null),
    /**
     * Requested with the contact and not saved: the company, which is written after the contact.
     */
    notSaved: z._default(z.array(issue), []),
  }),
  z.object({
    outcome: z.literal('changed'),
    id: z.int(),
    attributes: written,
    /**
     * Attributes that other users changed meanwhile; their changes were merged with the requested
     * ones.
     */
    merged: z._default(written, []),
    /** Requested in the same change and not saved. */
    notSaved: z._default(z.array(issue), []),
    updatedAt: moment,
  }),
  z.object({ outcome: z.literal('unchanged'), id: z.int() }),
  z.object({ outcome: z.literal('conflict'), id: z.int(), conflicts: z.array(conflict) }),
  z.object({ outcome: z.literal('invalid'), issues: z.array(issue) }),
  z.object({ outcome: z.literal('rejected'), issues: z.array(issue) }),
  /** `resembles`: a contact that may be the result of this row; the user has to decide. */
  z.object({
    outcome: z.literal('unknown'),
    message: z.string(),
    resembles: z.nullable(z.int()),
  }),
  z.object({ outcome: z.literal('cancelled') }),
  z.object({ outcome: z.literal('skipped'), id: z.int() }),
])
export type RowResult = z.infer<typeof rowResult>
