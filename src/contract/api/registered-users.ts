import * as z from 'zod/mini'
import { role, roleScope, roleSettings } from './roles.ts'
import { email, linkPurpose } from './sign-in.ts'
import { sourceId } from './sources.ts'

export const registeredUserId = z.string().check(z.regex(/^[0-9a-f-]{36}$/, 'the id of a user'))

const name = z.string().check(z.trim(), z.maxLength(200))

/** A role at a source, or at every one that is not named. An admin is one everywhere. */
export const givenRole = z.strictObject({ source: roleScope, role })
export type GivenRole = z.infer<typeof givenRole>

/** Somebody who may use this installation; the users of a source are others, see `users.ts`. */
export const registeredUser = z.object({
  id: z.string(),
  email: z.string(),
  /** Empty if it is not known. */
  name: z.string(),
  roles: z.array(givenRole),
  /** Who they are at a source, by the ID of its user. */
  sourceUsers: z.array(z.object({ source: z.string(), user: z.int() })),
  isDisabled: z.boolean(),
  hasPassword: z.boolean(),
  /** Issuers by which they sign in. */
  issuers: z.array(z.string()),
  /** The unused link that was made last, while it is good. */
  link: z.nullable(z.object({ purpose: linkPurpose, expiresAt: z.iso.datetime() })),
  createdAt: z.iso.datetime(),
  /** Null: never. */
  lastSeenAt: z.nullable(z.iso.datetime()),
  /** Number of browsers that are signed in. */
  sessions: z.int(),
})
export type RegisteredUser = z.infer<typeof registeredUser>

/** Response of `GET /api/users`, by e-mail. */
export const registeredUserList = z.object({ items: z.array(registeredUser) })

/** A link that is shown once: it is not stored. `url` has the secret after `#`. */
export const oneTimeLink = z.object({
  url: z.string(),
  purpose: linkPurpose,
  expiresAt: z.iso.datetime(),
})
export type OneTimeLink = z.infer<typeof oneTimeLink>

/** Body of `POST /api/users`: invites somebody. */
export const invitation = z.strictObject({
  email,
  name: z._default(name, ''),
  roles: z.array(givenRole).check(z.minLength(1), z.maxLength(100)),
})
export type Invitation = z.infer<typeof invitation>

/** Response of `POST /api/users` and of `POST /api/users/:user/link`. */
export const userWithLink = z.object({ user: registeredUser, link: oneTimeLink })

/** Body of `PATCH /api/users/:user`. */
export const userChange = z.strictObject({ name: z.optional(name), email: z.optional(email) })
export type UserChange = z.infer<typeof userChange>

/** Body of `PUT /api/users/:user/roles/:scope`. */
export const roleRequest = z.strictObject({ role })

/** Body of `PUT /api/users/:user/source-users/:source`. */
export const sourceUserRequest = z.strictObject({ user: z.int().check(z.minimum(1)) })

/** The settings of a role; those of one source take precedence over those of every source. */
export const scopedSettings = z.object({
  scope: z.string(),
  role,
  ...roleSettings.shape,
  /** Whether an admin has set them; otherwise they are those of every source, or the default. */
  isOwn: z.boolean(),
})

/** Response of `GET /api/roles`: of every source, and of the sources with settings of their own. */
export const roleSettingsList = z.object({ items: z.array(scopedSettings) })

/** Body of `PUT /api/roles/:scope/:role`. */
export const roleSettingsRequest = z.strictObject(roleSettings.shape)

export const userParams = z.object({ user: registeredUserId })
export const userRoleParams = z.extend(userParams, { scope: roleScope })
export const userSourceParams = z.extend(userParams, { source: sourceId })
/** An admin has no settings. */
export const roleParams = z.object({
  scope: roleScope,
  role: z.enum(['viewer', 'support', 'editor']),
})
