import { createHmac, randomBytes } from 'node:crypto'
import { z } from 'zod'

/**
 * Makes a mark of the fixed token of a source, by which a copy shows whether it was read with the same
 * one; it tells nothing of the token.
 */
export type MakeMark = (salt: string) => string

export const markOf =
  (token: string): MakeMark =>
  (salt) =>
    createHmac('sha256', token).update(salt).digest('base64url')

/** The salt is of the copy: the same token has another mark elsewhere. Null for tokens that are renewed. */
export const storedMark = z.object({ salt: z.string(), mark: z.string() }).nullable()
export type StoredMark = z.infer<typeof storedMark>

/** Whether a copy may have been read with the present token; one without a mark may. */
export const isSameToken = (stored: StoredMark, make: MakeMark | undefined): boolean =>
  stored === null || make === undefined || make(stored.salt) === stored.mark

export function toStoredMark(make: MakeMark | undefined): StoredMark {
  if (!make) return null
  const salt = randomBytes(16).toString('base64url')
  return { salt, mark: make(salt) }
}
