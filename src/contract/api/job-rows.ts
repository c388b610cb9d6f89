import * as z from 'zod/mini'
import { value } from '#contract/model/value.ts'
import { chatLink } from './chats.ts'
import { rowResult } from './row-results.ts'
import { contactDraft, contactEdit } from './writes.ts'

/** Maximum number of rows of a job; a larger job is rejected completely. */
export const maxJobRows = 100_000
/** Maximum number of rows per request: all rows of a small job, or one part of a large job. */
export const maxRowsPerRequest = 5000

const contactId = z.int().check(z.minimum(1))

export const createRow = contactDraft
/** A change of a contact, including its links; `before` is what the user saw. */
export const editRow = contactEdit

/** `name` is the contact's name that the user saw. */
export const chatRow = z.extend(chatLink, {
  name: z.optional(z.nullable(z.string().check(z.maxLength(255)))),
})

/** The capabilities of the source define the maximum length. */
export const status = z.string().check(z.maxLength(255))
export const statusRow = z.strictObject({ id: contactId, status })

const journalled = z.nullable(z.union([value, z.int()]))

/** What a row has changed; values of `chat` are contacts, by ID. */
export const rowChange = z.object({
  attribute: z.string(),
  /** The value before; omitted if it is not known. */
  before: z.optional(journalled),
  after: journalled,
})
export type RowChange = z.infer<typeof rowChange>

/** A row of a job with its result; `line` counts from 1 in the order of the request. */
export const jobRow = z.object({
  line: z.int(),
  contactId: z.nullable(z.int()),
  /** Name of the contact; null if unknown. */
  name: z.nullable(z.string()),
  /** ID of the chat that the row moves; null for other kinds of rows. */
  chat: z.nullable(z.string()),
  result: rowResult,
  /** Of a row that was changed, as long as its journal is kept. */
  changes: z.array(rowChange),
})
export type JobRow = z.infer<typeof jobRow>
