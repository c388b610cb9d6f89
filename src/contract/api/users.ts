import * as z from 'zod/mini'

export const user = z.object({
  id: z.int(),
  name: z.string(),
  email: z.nullable(z.string()),
  /** False for a dismissed user, who may still own contacts but cannot get new ones. */
  isActive: z.boolean(),
  /** Their group by its ID; null if it is not known. */
  group: z.nullable(z.int()),
})
export type User = z.infer<typeof user>

/** Response of `GET /api/sources/:source/users`. */
export const userList = z.object({ items: z.array(user) })
