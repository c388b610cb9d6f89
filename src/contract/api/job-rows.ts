import * as z from 'zod/mini'
import { chatLink } from './chats.ts'
import { contactPoint } from './contacts.ts'
import { fieldContent } from './fields.ts'
import { contactDraft, fieldValue, fieldWrite, link, tagWrite } from './writes.ts'

/** Rows a job may have; more are refused whole. */
export const maxJobRows = 100_000
/** Rows of one request: of a small job whole, or of one part of a large one. */
export const maxRowsPerRequest = 5000

const contactId = z.int().check(z.minimum(1))
const text = z.string().check(z.trim(), z.maxLength(255))
const contactPoints = z.array(contactPoint).check(z.maxLength(100))

/**
 * Phones or e-mails of many contacts. `add` and `remove` leave the others alone. `set` names all of
 * them: beside what the user saw (`before`) only the difference is made, without it they are
 * replaced.
 */
export const contactPointEdit = z.union([
  z.strictObject({ set: contactPoints }),
  z.strictObject({
    add: z.optional(contactPoints),
    /** By their text, whatever their kind. */
    remove: z.optional(z.array(z.string()).check(z.maxLength(100))),
  }),
])
export type ContactPointEdit = z.infer<typeof contactPointEdit>

const fieldValues = z.array(fieldValue).check(z.maxLength(250))

/** `values` as in a single write (null clears); `add` and `remove` for fields of several values. */
export const fieldEdit = z.union([
  fieldWrite,
  z.strictObject({
    id: z.int(),
    add: z.optional(fieldValues),
    remove: z.optional(fieldValues),
  }),
])
export type FieldEdit = z.infer<typeof fieldEdit>

/** A change of a contact within a job: only what is named is touched. */
export const jobPatch = z.strictObject({
  name: z.optional(text),
  firstName: z.optional(text),
  lastName: z.optional(text),
  responsible: z.optional(z.int()),
  phones: z.optional(contactPointEdit),
  emails: z.optional(contactPointEdit),
  fields: z.optional(z.array(fieldEdit).check(z.maxLength(200))),
  tags: z.optional(tagWrite),
})
export type JobPatch = z.infer<typeof jobPatch>

/** What somebody saw, or the engine found, of the touched values; others are left out. */
export const contactSnapshot = z.strictObject({
  name: z.optional(z.string()),
  firstName: z.optional(z.string()),
  lastName: z.optional(z.string()),
  /** Null where nobody is. */
  responsible: z.optional(z.nullable(z.int())),
  phones: z.optional(z.array(contactPoint)),
  emails: z.optional(z.array(contactPoint)),
  tags: z.optional(z.array(z.string())),
  /** As contacts are read; null for a field that is not filled. */
  fields: z.optional(z.array(z.strictObject({ id: z.int(), content: z.nullable(fieldContent) }))),
})
export type ContactSnapshot = z.infer<typeof contactSnapshot>

export const createRow = contactDraft

/** `before`: what the user saw of what they change. Where it is left out, nothing can conflict. */
export const editRow = z.strictObject({
  id: contactId,
  patch: jobPatch,
  before: z.optional(contactSnapshot),
})
export type EditRow = z.infer<typeof editRow>

const links = z.array(link).check(z.maxLength(40))

/** `company` of `before`: the company the user saw, for a contact has but one. */
export const linkChange = z.strictObject({
  link: z.optional(links),
  unlink: z.optional(links),
  before: z.optional(z.strictObject({ company: z.nullable(z.int()) })),
})
export type LinkChange = z.infer<typeof linkChange>
export const linkRow = z.extend(linkChange, { id: contactId })

/** `name`: the contact's, as whoever orders it saw it. */
export const chatRow = z.extend(chatLink, {
  name: z.optional(z.nullable(z.string().check(z.maxLength(255)))),
})

/** The source says how long it may be. */
export const status = z.string().check(z.maxLength(255))
export const statusRow = z.strictObject({ id: contactId, status })

const anyValue = z.json()

/** A field that somebody else changed since the user saw it; values as contacts are read. */
export const conflict = z.object({
  /** Dotted: `name`, `fields.12`, `links.companies`; `chat`, whose values are contacts by id. */
  field: z.string(),
  before: anyValue,
  mine: anyValue,
  theirs: anyValue,
})
export type Conflict = z.infer<typeof conflict>

export const reason = z.object({
  /** In our words where we know it; null where the source names none. */
  field: z.nullable(z.string()),
  code: z.string(),
  message: z.string(),
})
export type Reason = z.infer<typeof reason>

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
  'rejected',
  'conflict',
  /** It may stand at the source or not; it is never sent again by itself. */
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

export const rowResult = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('pending') }),
  z.object({ outcome: z.literal('sending') }),
  z.object({ outcome: z.literal('created'), id: z.int() }),
  z.object({
    outcome: z.literal('changed'),
    id: z.int(),
    /** What was sent, dotted. */
    fields: z.array(z.string()),
    updatedAt: z.nullable(z.iso.datetime()),
  }),
  z.object({ outcome: z.literal('unchanged'), id: z.int() }),
  z.object({ outcome: z.literal('rejected'), reasons: z.array(reason) }),
  z.object({ outcome: z.literal('conflict'), id: z.int(), conflicts: z.array(conflict) }),
  /** `resembles`: a contact that may be this row, for a person to decide. */
  z.object({
    outcome: z.literal('unknown'),
    message: z.string(),
    resembles: z.nullable(z.int()),
  }),
  z.object({ outcome: z.literal('cancelled') }),
])
export type RowResult = z.infer<typeof rowResult>

/** A row of a job with its result; `line` counts from 1 in the order they were given. */
export const jobRow = z.object({
  line: z.int(),
  contactId: z.nullable(z.int()),
  /** Who it is about, where that is known. */
  name: z.nullable(z.string()),
  /** The chat it moves, where it moves one. */
  chat: z.nullable(z.string()),
  result: rowResult,
})
export type JobRow = z.infer<typeof jobRow>
