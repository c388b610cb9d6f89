import * as z from 'zod/mini'

/** Answer of `GET /api/sources/:source/account`. */
export const account = z.object({
  /** IANA name: days begin there, and moments are shown and typed in it. Null: no zone of its own. */
  timeZone: z.nullable(z.string()),
})
export type Account = z.infer<typeof account>
