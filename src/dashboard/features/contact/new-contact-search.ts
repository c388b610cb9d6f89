import * as z from 'zod/mini'

const typed = z.optional(z.string().check(z.maxLength(200)))

/** What the form for a new contact is filled with. */
export const newContactSearch = z.object({ name: typed, phone: typed, email: typed })
export type KnownContact = z.infer<typeof newContactSearch>
