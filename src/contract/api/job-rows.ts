import * as z from 'zod/mini'
import { chatLink } from './chats.ts'
import { rowResult } from './row-results.ts'
import { contactDraft, contactEdit } from './writes.ts'

/** Rows a job may have; more are rejected whole. */
export const maxJobRows = 100_000
/** Rows of one request: of a small job whole, or of one part of a large one. */
export const maxRowsPerRequest = 5000

const contactId = z.int().check(z.minimum(1))

export const createRow = contactDraft
/** A change of a contact, links among them; `before`: what whoever wants it saw. */
export const editRow = contactEdit

/** `name`: the contact's, as whoever ordered it saw it. */
export const chatRow = z.extend(chatLink, {
  name: z.optional(z.nullable(z.string().check(z.maxLength(255)))),
})

/** The source says how long it may be. */
export const status = z.string().check(z.maxLength(255))
export const statusRow = z.strictObject({ id: contactId, status })

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
