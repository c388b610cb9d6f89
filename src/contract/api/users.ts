import * as z from 'zod/mini'

export const user = z.object({
  id: z.int(),
  name: z.string(),
  email: z.nullable(z.string()),
  /** A dismissed user still owns contacts but can be given none. */
  isActive: z.boolean(),
})
export type User = z.infer<typeof user>

/** Answer of `GET /api/sources/:source/users`. */
export const userList = z.object({ items: z.array(user) })
