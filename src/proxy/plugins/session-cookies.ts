import type { FastifyReply, FastifyRequest } from 'fastify'
import { role, type Role } from '#contract/api/roles.ts'
import { asSecret, shownKey } from '#proxy/auth/secrets.ts'
import { deviceLifetime, type SignedIn } from '#proxy/auth/signing-in.ts'

/**
 * Cookies of a browser that is signed in. Over https their names begin with `__Host-`, so that no other
 * host and no plain http can set them; plain http is used on this machine only.
 */
export function createSessionCookies({ isSecure }: { isSecure: boolean }) {
  const prefix = isSecure ? '__Host-' : ''
  const names = {
    session: `${prefix}kartoteka`,
    device: `${prefix}kartoteka-device`,
    demoRole: `${prefix}kartoteka-demo-role`,
  }
  const attributes = { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure } as const

  /** Nothing of a request with an API key: cookies beside it count for nothing. */
  function read({ headers, server }: FastifyRequest): Record<string, string | undefined> {
    const { cookie, authorization } = headers
    if (cookie === undefined || shownKey(authorization) !== undefined) return {}
    return server.parseCookie(cookie)
  }

  return {
    sessionOf: (request: FastifyRequest) => asSecret(read(request)[names.session]),
    deviceOf: (request: FastifyRequest) => asSecret(read(request)[names.device]),
    demoRoleOf: (request: FastifyRequest): Role | undefined =>
      role.safeParse(read(request)[names.demoRole]).data,

    /** `ms`: until the session ends in any case. */
    signIn(
      reply: FastifyReply,
      { session, device }: Pick<SignedIn, 'session' | 'device'>,
      ms: number,
    ) {
      const maxAge = Math.floor(ms / 1000)
      void reply
        .setCookie(names.session, session, { ...attributes, maxAge })
        .setCookie(names.device, device, { ...attributes, maxAge: deviceLifetime / 1000 })
    },
    signOut: (reply: FastifyReply) => void reply.clearCookie(names.session, attributes),
    setDemoRole: (reply: FastifyReply, as: Role) =>
      void reply.setCookie(names.demoRole, as, attributes),
  }
}
export type SessionCookies = ReturnType<typeof createSessionCookies>
