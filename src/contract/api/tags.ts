import * as z from 'zod/mini'

/** A tag that the account has. */
export const accountTag = z.object({ id: z.int(), name: z.string() })
export type AccountTag = z.infer<typeof accountTag>

/** Response of `GET /api/sources/:source/tags`. */
export const tagList = z.object({ items: z.array(accountTag) })
