import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Access } from '#proxy/auth/access.ts'
import type { Auth } from '#proxy/auth/auth-service.ts'
import { createIdentification, type Identified, type Place } from '#proxy/auth/identification.ts'
import { shownKey } from '#proxy/auth/secrets.ts'
import { addressOf, userOf } from './client.ts'
import type { SessionCookies } from './session-cookies.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who makes the request, and what they may do. */
    access: Access
    identified: Identified
    /** A signal that also aborts when whoever asks has been signed out, or may do something else. */
    whileSignedIn: (signal: AbortSignal) => AbortSignal
  }
}

type Options = {
  /** Undefined: nobody can be registered. */
  auth: Auth | undefined
  cookies: SessionCookies
  place: Place
}

/**
 * Determines who makes each request below /api. Must be registered after the check of the reverse
 * proxy's secret, because its headers name the user.
 */
export function identifyRequests(app: FastifyInstance, { auth, cookies, place }: Options) {
  const identify =
    auth?.identification(place) ??
    createIdentification({ people: undefined, groupOf: () => undefined, place })
  app.addHook('onRequest', async (request) => {
    if (!request.url.startsWith('/api')) return
    const identified = await identify({
      session: cookies.sessionOf(request),
      key: shownKey(request.headers.authorization),
      address: addressOf(request),
      proxyUser: userOf(request),
      demoRole: cookies.demoRoleOf(request),
    })
    request.identified = identified
    const { access } = identified
    request.access = { ...access, actor: { ...access.actor, address: addressOf(request) } }
    request.whileSignedIn = (signal) => {
      const { facts, session: opened, key, version } = identified
      if (!auth || !facts) return signal
      return auth.watch.signalFor({ hash: opened?.hash ?? null, key, facts, version }, signal)
    }
    const { session } = identified
    if (auth && session?.isToTouch)
      void auth.sessions.touch(session).catch((err: unknown) => request.log.error({ err }))
  })
}

/** For streams: ends with the request, and with the session by which it was made. */
export const streamSignalOf = (request: FastifyRequest): AbortSignal =>
  request.whileSignedIn(request.signal)
