import * as z from 'zod/mini'
import { role } from './roles.ts'

/** RFC 5321 allows 254 characters; whether an address exists is not checked. */
export const email = z
  .string()
  .check(
    z.trim(),
    z.maxLength(254),
    z.regex(/^[^\s@<>"(),:;]+@[^\s@<>"(),:;]+$/, 'an e-mail address'),
  )

export const minPasswordLength = 12
const maxPasswordLength = 256

/** A new password. Any characters are allowed; further rules name the field `password`. */
export const password = z.string().check(
  // In characters as people count them, not in UTF-16 units.
  z.refine((text) => Array.from(text.normalize('NFC')).length >= minPasswordLength, {
    error: `at least ${minPasswordLength} characters`,
  }),
  z.maxLength(maxPasswordLength),
)

/** Body of `POST /api/session`. */
export const signInRequest = z.strictObject({
  email: z.string().check(z.trim(), z.minLength(1), z.maxLength(254)),
  password: z.string().check(z.minLength(1), z.maxLength(maxPasswordLength)),
})

/** The secret in the address of a one-time link. */
const linkSecret = z.string().check(z.minLength(1), z.maxLength(100))

/** What a one-time link is for. */
export const linkPurpose = z.enum(['invite', 'reset'])
export type LinkPurpose = z.infer<typeof linkPurpose>

/** Body of `POST /api/links/look-up`, which does not use the link. */
export const linkLookup = z.strictObject({ link: linkSecret })

export const linkState = z.enum(['good', 'expired', 'used', 'unknown'])

/** Response of `POST /api/links/look-up`; of a link that is not good, nothing but that. */
export const linkFacts = z.object({
  state: linkState,
  purpose: z.nullable(linkPurpose),
  /** Whose link it is. */
  email: z.nullable(z.string()),
  name: z.nullable(z.string()),
  expiresAt: z.nullable(z.iso.datetime()),
})
export type LinkFacts = z.infer<typeof linkFacts>

/** Body of `POST /api/links/use`: sets a password, ends all sessions of the person, and signs in. */
export const linkUse = z.strictObject({ link: linkSecret, password })

/** A role as which the demo is looked at. */
export const demoRole = role
/** Body of `PUT /api/demo/role`. */
export const demoRoleRequest = z.strictObject({ role: demoRole })
