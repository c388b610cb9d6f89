import type { CookieSerializeOptions } from '@fastify/cookie'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import * as z from 'zod/mini'
import { userParams } from '#contract/api/registered-users.ts'
import { providerSignOut, type SignInProblem } from '#contract/api/sign-in-problem.ts'
import type { Auth } from '#proxy/auth/auth-service.ts'
import type { Claims } from '#proxy/auth/oidc/claims.ts'
import { attemptAge, createOidc, type Addresses } from '#proxy/auth/oidc/oidc.ts'
import { matchPerson } from '#proxy/auth/oidc/person-matching.ts'
import { returnPathOf } from '#proxy/auth/oidc/return-path.ts'
import { attemptsOf, textOfAttempts, type Attempt } from '#proxy/auth/oidc/sign-in-attempts.ts'
import { SignInError } from '#proxy/auth/oidc/sign-in-error.ts'
import { sealCookie, unsealCookie, type CookieKeys } from '#proxy/auth/oidc/sealed-cookie.ts'
import type { OidcSettings } from '#proxy/auth/oidc/oidc-settings.ts'
import type { Browser } from '#proxy/auth/signing-in.ts'
import { actorOf } from '#proxy/plugins/actor.ts'
import { addressOf } from '#proxy/plugins/client.ts'
import type { SessionCookies } from '#proxy/plugins/session-cookies.ts'
import { withZod } from '#proxy/plugins/zod-validation.ts'
import { noQuery } from './route-params.ts'

/** A provider at which people sign in. */
export type OpenId = {
  settings: OidcSettings
  /** For what has to be remembered in the browser until it comes back. */
  cookieKeys: CookieKeys
}

type Options = {
  openId: OpenId
  auth: Auth
  cookies: SessionCookies
  /** The address that people open; undefined on loopback, where it is the one of the request. */
  publicUrl: URL | undefined
}

/** The dashboard's page for signing in. */
const signInPage = '/sign-in'

const paths = { begin: '/session/oidc', callback: '/session/oidc/callback' }

/** `to`: where to return. `again`: the provider asks also somebody who is signed in there. */
const beginQuery = z.object({ to: z.optional(z.string()), again: z.optional(z.literal('1')) })

const maxCookieBytes = 3900 // browsers take 4,096 with the name and the attributes

/**
 * Sign-in at a provider by OpenID Connect. The browser is sent there and back; what has to be remembered
 * meanwhile is in a cookie of its own, encrypted. Failures lead to the page for signing in, which
 * explains them by `problem`.
 */
export function oidcRoutes(
  instance: FastifyInstance,
  { openId, auth, cookies, publicUrl }: Options,
) {
  const { settings, cookieKeys } = openId
  const oidc = createOidc(settings)
  const app = withZod(instance)
  const sessionAge = auth.sessions.settings.absolute
  const jar = cookiesOf(cookieKeys, { secure: publicUrl?.protocol === 'https:', sessionAge })
  const config = { access: 'public' } as const

  const addressesOf = (request: FastifyRequest): Addresses => {
    const home = publicUrl ?? new URL(`http://${request.headers.host}`)
    return { home: new URL('/', home), callback: new URL(`/api${paths.callback}`, home) }
  }

  const browserOf = (request: FastifyRequest): Browser => ({
    address: addressOf(request),
    agent: request.headers['user-agent'],
    session: cookies.sessionOf(request),
    device: cookies.deviceOf(request),
  })

  function fail(error: unknown, to: string, request: FastifyRequest, reply: FastifyReply) {
    if (!(error instanceof SignInError)) throw error
    const { problem } = error
    const level = isForAdmins(problem) ? 'warn' : 'info'
    request.log[level]({ err: error, problem }, 'nobody was signed in')
    return reply.redirect(`${signInPage}?${new URLSearchParams({ problem, to }).toString()}`, 303)
  }

  /** Whom the provider has named. Only what it says itself is recorded as a failure: others cost nothing. */
  async function matched(claims: Claims, request: FastifyRequest) {
    const address = addressOf(request)
    const directory = auth.directory({ id: settings.issuer.href, name: settings.title, address })
    try {
      return await matchPerson(claims, directory, settings.allowed.role)
    } catch (error) {
      if (!(error instanceof SignInError)) throw error
      const email = claims.emailVerified ? (claims.email ?? undefined) : undefined
      const details = [
        { attribute: 'method', after: 'openId' },
        { attribute: 'problem', after: error.problem },
      ]
      await auth.signingIn.recordFailure(email, details, address)
      throw error
    }
  }

  async function hasSignedInThere({ access, identified }: FastifyRequest): Promise<boolean> {
    if (access.userId === null) return false
    const sessions = await auth.sessions.list(access.userId)
    return sessions.some(({ id, method }) => id === identified.session?.id && method === 'openId')
  }

  app.get(paths.begin, { config, schema: { querystring: beginQuery } }, async (request, reply) => {
    const to = returnPathOf(request.query.to)
    try {
      const { url, attempt } = await oidc.begin(
        addressesOf(request),
        to,
        request.query.again === '1',
      )
      jar.saveAttempts(reply, [...jar.attempts(request), attempt])
      return await reply.redirect(url.href, 302)
    } catch (error) {
      return fail(error, to, request, reply)
    }
  })

  // Any parameters: they are the provider's, and read by the library.
  app.get(paths.callback, { config }, async (request, reply) => {
    const attempts = jar.attempts(request)
    const current = addressesOf(request).callback
    current.search = new URL(request.url, current).search
    const state = current.searchParams.get('state')
    const to = attempts.find((one) => one.state === state)?.to ?? '/'
    // Whatever comes of it, this attempt has ended.
    jar.saveAttempts(
      reply,
      attempts.filter((one) => one.state !== state),
    )
    try {
      const { claims, idToken } = await oidc.finish(current, attempts)
      const { id, isLastAdmin } = await matched(claims, request)
      if (isLastAdmin)
        request.log.warn({ user: id }, 'roles were left as they are: no admin would remain')
      const secrets = await auth.signingIn.byOpenId(id, browserOf(request))
      if (!secrets) throw new SignInError('disabled')
      cookies.signIn(reply, secrets, sessionAge)
      await auth.watch.check()
      jar.saveIdToken(reply, idToken)
      return await reply.redirect(to, 303)
    } catch (error) {
      return fail(error, to, request, reply)
    }
  })

  app.post(
    `${paths.begin}/sign-out`,
    { config, schema: { querystring: noQuery, response: { 200: providerSignOut } } },
    async (request, reply) => {
      const idToken = jar.idToken(request)
      const isOfProvider = idToken !== undefined || (await hasSignedInThere(request))
      const session = cookies.sessionOf(request)
      if (session !== undefined) await auth.endedSessions.signOut(session, addressOf(request))
      await auth.watch.check()
      cookies.signOut(reply)
      jar.clearIdToken(reply)
      if (!isOfProvider) return { url: null }
      try {
        const url = await oidc.signOutUrl(addressesOf(request), idToken)
        return { url: url?.href ?? null }
      } catch (error) {
        if (!(error instanceof SignInError)) throw error
        request.log.warn({ err: error }, 'nobody was signed out at the provider')
        return { url: null }
      }
    },
  )

  // For a person whose identity at the provider is another one now.
  app.delete(
    '/users/:user/identities',
    {
      config: { access: { right: 'users', of: 'installation' } },
      schema: { params: userParams, querystring: noQuery },
    },
    async (request, reply) => {
      const { params } = request
      await auth.users.get(params.user)
      await auth.directory(actorOf(request)).unlink(params.user)
      await auth.watch.check()
      return reply.code(204).send()
    },
  )
}

/** Whether nobody but an administrator can correct it. */
const isForAdmins = (problem: SignInProblem): boolean =>
  ['provider_unavailable', 'misconfigured', 'invalid_response', 'clocks_differ'].includes(problem)

/** The cookies of sign-ins, which are not those of sessions. */
function cookiesOf(
  keys: CookieKeys,
  { secure, sessionAge }: { secure: boolean; sessionAge: number },
) {
  const attemptsName = `${secure ? '__Host-' : ''}kartoteka-sign-in`
  const tokenName = `${secure ? '__Secure-' : ''}kartoteka-id-token`
  const shared: CookieSerializeOptions = { httpOnly: true, sameSite: 'lax', secure }
  const attemptsCookie = { ...shared, path: '/' }
  // Sent to no other route, because it is large.
  const tokenCookie = { ...shared, path: `/api${paths.begin}` }

  const read = (request: FastifyRequest, name: string): string | undefined => {
    const { cookie } = request.headers
    const sealed = cookie === undefined ? undefined : request.server.parseCookie(cookie)[name]
    return unsealCookie(keys, name, sealed, Date.now())
  }

  return {
    attempts: (request: FastifyRequest): Attempt[] =>
      attemptsOf(read(request, attemptsName), Date.now()),
    saveAttempts(reply: FastifyReply, attempts: readonly Attempt[]) {
      if (attempts.length === 0) return void reply.clearCookie(attemptsName, attemptsCookie)
      const sealed = sealCookie(
        keys,
        attemptsName,
        textOfAttempts(attempts),
        Date.now() + attemptAge,
      )
      reply.setCookie(attemptsName, sealed, { ...attemptsCookie, maxAge: attemptAge / 1000 })
    },
    idToken: (request: FastifyRequest): string | undefined => read(request, tokenName),
    /** Not needed for signing out: providers ask once more without it. */
    saveIdToken(reply: FastifyReply, token: string) {
      const sealed = sealCookie(keys, tokenName, token, Date.now() + sessionAge)
      if (sealed.length <= maxCookieBytes)
        reply.setCookie(tokenName, sealed, { ...tokenCookie, maxAge: sessionAge / 1000 })
    },
    clearIdToken: (reply: FastifyReply) => void reply.clearCookie(tokenName, tokenCookie),
  }
}
