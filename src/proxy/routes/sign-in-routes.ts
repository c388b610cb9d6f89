import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { passwordChange } from '#contract/api/session.ts'
import { linkFacts, linkLookup, linkUse, signInRequest } from '#contract/api/sign-in.ts'
import { ForbiddenError } from '#proxy/auth/auth-errors.ts'
import type { Auth } from '#proxy/auth/auth-service.ts'
import type { Browser, SignedIn } from '#proxy/auth/signing-in.ts'
import { addressOf } from '#proxy/plugins/client.ts'
import type { SessionCookies } from '#proxy/plugins/session-cookies.ts'
import { withZod } from '#proxy/plugins/zod-validation.ts'

type Options = { auth: Auth; cookies: SessionCookies }

/**
 * Signing in by password, and setting one. The secret of a one-time link is in bodies only, because
 * addresses are written to logs.
 */
export function signInRoutes(instance: FastifyInstance, { auth, cookies }: Options): void {
  const app = withZod(instance)
  const { signingIn, sessions, watch } = auth

  const browserOf = (request: FastifyRequest): Browser => ({
    address: addressOf(request),
    agent: request.headers['user-agent'],
    session: cookies.sessionOf(request),
    device: cookies.deviceOf(request),
  })
  const signedIn = async (reply: FastifyReply, secrets: SignedIn): Promise<FastifyReply> => {
    cookies.signIn(reply, secrets, sessions.settings.absolute)
    await watch.check()
    return reply.code(204).send()
  }

  app.post(
    '/session',
    { config: { access: 'public' }, schema: { body: signInRequest } },
    async (request, reply) => {
      const { email, password } = request.body
      return signedIn(reply, await signingIn.byPassword(email, password, browserOf(request)))
    },
  )

  app.put(
    '/session/password',
    { config: { access: 'signedIn' }, schema: { body: passwordChange } },
    async (request, reply) => {
      const { userId, via } = request.access
      // A key must not outlive itself, and the reverse proxy's users have their passwords there.
      if (userId === null || via !== 'session')
        throw new ForbiddenError('A password is changed by somebody who has signed in here')
      // Otherwise whoever finds the browser of somebody who signs in at a provider makes a way in of their own.
      const { session, facts } = request.identified
      if (!facts?.hasPassword) await sessions.requireRecent(session, 'set a password')
      const { current, password: next } = request.body
      const passwords = { current, next }
      return signedIn(reply, await signingIn.changePassword(userId, passwords, browserOf(request)))
    },
  )

  app.post(
    '/links/look-up',
    { config: { access: 'public' }, schema: { body: linkLookup, response: { 200: linkFacts } } },
    ({ body }) => signingIn.lookUp(body.link),
  )

  app.post(
    '/links/use',
    { config: { access: 'public' }, schema: { body: linkUse } },
    async (request, reply) => {
      const { link, password } = request.body
      return signedIn(reply, await signingIn.byLink(link, password, browserOf(request)))
    },
  )
}
