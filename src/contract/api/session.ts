import * as z from 'zod/mini'
import { demoRole, password } from './sign-in.ts'
import { right } from './rights.ts'
import { role, visibilityRule } from './roles.ts'

/**
 * How people are told apart. `single`: nobody is registered, and whoever uses this computer may do
 * everything. `shared`: nobody is registered, and a reverse proxy signs people in, who may all do
 * everything. `registered`: everybody signs in. `demo`: everybody is its admin, or looks at it as another
 * role.
 */
export const sessionMode = z.enum(['single', 'shared', 'registered', 'demo'])
export type SessionMode = z.infer<typeof sessionMode>

/** What one may do at a source. */
export const sourceAccess = z.object({
  /** The ID of the source. */
  source: z.string(),
  role,
  rights: z.array(right),
  /** Maximum number of rows of one write; null: no limit but that of a job. */
  maxRows: z.nullable(z.int()),
  visibility: visibilityRule,
})
export type SourceAccess = z.infer<typeof sourceAccess>

/** How a request was recognised. */
export const sessionVia = z.enum(['local', 'session', 'key', 'reverseProxy', 'demo', 'nobody'])

/** Response of `GET /api/session`, also to those who are not signed in. */
export const session = z.object({
  mode: sessionMode,
  /** Null: not signed in, and only `signIn` can be used. */
  user: z.nullable(
    z.object({
      /** `local` where nobody is registered. */
      id: z.string(),
      name: z.string(),
      /** Null where nobody is registered. */
      email: z.nullable(z.string()),
      hasPassword: z.boolean(),
    }),
  ),
  via: sessionVia,
  /** Sources that one may see; others are as if they did not exist. */
  sources: z.array(sourceAccess),
  /** Rights that do not belong to a source: `sources`, `users`, `audit`. */
  installation: z.array(right),
  /** The role as which the demo is looked at; null outside of the demo. */
  demoRole: z.nullable(demoRole),
  /** The ways in. */
  signIn: z.object({
    password: z.boolean(),
    /** The title of the OpenID provider's button; null: there is none. */
    openId: z.nullable(z.string()),
    /** Whom the reverse proxy names, if nobody is registered by that e-mail. */
    unknownUser: z.nullable(z.string()),
  }),
})
export type Session = z.infer<typeof session>

/** One of one's own sessions. */
export const ownSession = z.object({
  id: z.string(),
  createdAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
  /** It ends then, or earlier if it is not used. */
  expiresAt: z.iso.datetime(),
  address: z.nullable(z.string()),
  /** The `User-Agent` of the browser that began it. */
  agent: z.nullable(z.string()),
  isCurrent: z.boolean(),
})
export type OwnSession = z.infer<typeof ownSession>

/** Response of `GET /api/session/all`; the current session first, then the last used. */
export const ownSessionList = z.object({ items: z.array(ownSession) })

/** Body of `PUT /api/session/password`: ends all other sessions. */
export const passwordChange = z.strictObject({
  /** Omitted by who has none yet. */
  current: z.optional(z.string().check(z.maxLength(256))),
  password,
})
