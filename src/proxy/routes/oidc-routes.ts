import type { CookieSerializeOptions } from '@fastify/cookie'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import * as z from 'zod/mini'
import type { SignInProblem } from '#contract/api/sign-in-problem.ts'
import { attemptAge, type Addresses, type Oidc } from '#proxy/auth/oidc/oidc.ts'
import { matchPerson, type SignInDirectory } from '#proxy/auth/oidc/person-matching.ts'
import { returnPathOf } from '#proxy/auth/oidc/return-path.ts'
import { attemptsOf, textOfAttempts, type Attempt } from '#proxy/auth/oidc/sign-in-attempts.ts'
import { SignInError } from '#proxy/auth/oidc/sign-in-error.ts'
import { sealCookie, unsealCookie, type CookieKeys } from '#proxy/auth/oidc/sealed-cookie.ts'
import type { OidcSettings } from '#proxy/auth/oidc/oidc-settings.ts'
import { withZod } from '#proxy/plugins/zod-validation.ts'
import { noQuery } from './route-params.ts'

export type OidcRoutesOptions = {
  oidc: Oidc
  allowedRole: OidcSettings['allowed']['role']
  keys: CookieKeys
  directory: SignInDirectory
  /** The address that people open; undefined on loopback, where it is the one of the request. */
  publicUrl: URL | undefined
  now?: () => number
  /** Begins a new session of the person in this browser. */
  beginSession: (request: FastifyRequest, reply: FastifyReply, userId: string) => Promise<void>
  /** Ends the session of this browser, if it has one. */
  endSession: (request: FastifyRequest, reply: FastifyReply) => Promise<void>
}

/** The dashboard's page for signing in. */
const signInPage = '/sign-in'

const paths = { begin: '/session/oidc', callback: '/session/oidc/callback' }

/** Milliseconds for which the provider is told whom to sign out: longer than a session lasts. */
const idTokenAge = 90 * 86_400_000
const maxCookieBytes = 3900 // browsers take 4,096 with the name and the attributes

/**
 * Sign-in at a provider by OpenID Connect. The browser is sent there and back; what has to be remembered
 * meanwhile is in a cookie of its own, encrypted. Failures lead to the page for signing in, which
 * explains them by `problem`.
 */
export function oidcRoutes(instance: FastifyInstance, options: OidcRoutesOptions) {
  const { oidc, directory, allowedRole, publicUrl, now = Date.now } = options
  const app = withZod(instance)
  const jar = cookiesOf(options, now)

  const addressesOf = (request: FastifyRequest): Addresses => {
    const home = publicUrl ?? new URL(`http://${request.headers.host}`)
    return { home: new URL('/', home), callback: new URL(`/api${paths.callback}`, home) }
  }

  function fail(error: unknown, to: string, request: FastifyRequest, reply: FastifyReply) {
    if (!(error instanceof SignInError)) throw error
    const { problem } = error
    const level = isForAdmins(problem) ? 'warn' : 'info'
    request.log[level]({ err: error, problem }, 'nobody was signed in')
    return reply.redirect(`${signInPage}?${new URLSearchParams({ problem, to }).toString()}`, 303)
  }

  app.get(
    paths.begin,
    { schema: { querystring: z.object({ to: z.optional(z.string()) }) } },
    async (request, reply) => {
      const to = returnPathOf(request.query.to)
      try {
        const { url, attempt } = await oidc.begin(addressesOf(request), to)
        jar.saveAttempts(reply, [...jar.attempts(request), attempt])
        return await reply.redirect(url.href, 302)
      } catch (error) {
        return fail(error, to, request, reply)
      }
    },
  )

  // Any parameters: they are the provider's, and read by the library.
  app.get(paths.callback, async (request, reply) => {
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
      const { id, isLastAdmin } = await matchPerson(claims, directory, allowedRole)
      if (isLastAdmin)
        request.log.warn({ user: id }, 'roles were left as they are: no admin would remain')
      await options.beginSession(request, reply, id)
      jar.saveIdToken(reply, idToken)
      return await reply.redirect(to, 303)
    } catch (error) {
      return fail(error, to, request, reply)
    }
  })

  app.post(
    `${paths.begin}/sign-out`,
    {
      schema: {
        querystring: noQuery,
        // Null: the provider has no page for it, or cannot be reached.
        response: { 200: z.object({ url: z.nullable(z.string()) }) },
      },
    },
    async (request, reply) => {
      const idToken = jar.idToken(request)
      await options.endSession(request, reply)
      jar.clearIdToken(reply)
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
}

/** Whether nobody but an administrator can correct it. */
const isForAdmins = (problem: SignInProblem): boolean =>
  ['provider_unavailable', 'misconfigured', 'invalid_response', 'clocks_differ'].includes(problem)

/** The cookies of sign-ins, which are not those of sessions. */
function cookiesOf({ keys, publicUrl }: OidcRoutesOptions, now: () => number) {
  const secure = publicUrl?.protocol === 'https:'
  const attemptsName = `${secure ? '__Host-' : ''}kartoteka-sign-in`
  const tokenName = `${secure ? '__Secure-' : ''}kartoteka-id-token`
  const shared: CookieSerializeOptions = { httpOnly: true, sameSite: 'lax', secure }
  const attemptsCookie = { ...shared, path: '/' }
  // Sent to no other route, because it is large.
  const tokenCookie = { ...shared, path: `/api${paths.begin}` }

  return {
    attempts: (request: FastifyRequest): Attempt[] => {
      const sealed = request.cookies[attemptsName]
      return attemptsOf(unsealCookie(keys, attemptsName, sealed, now()), now())
    },
    saveAttempts(reply: FastifyReply, attempts: readonly Attempt[]) {
      if (attempts.length === 0) return void reply.clearCookie(attemptsName, attemptsCookie)
      const sealed = sealCookie(keys, attemptsName, textOfAttempts(attempts), now() + attemptAge)
      reply.setCookie(attemptsName, sealed, { ...attemptsCookie, maxAge: attemptAge / 1000 })
    },
    idToken: (request: FastifyRequest): string | undefined =>
      unsealCookie(keys, tokenName, request.cookies[tokenName], now()),
    /** Not needed for signing out: providers ask once more without it. */
    saveIdToken(reply: FastifyReply, token: string) {
      const sealed = sealCookie(keys, tokenName, token, now() + idTokenAge)
      if (sealed.length <= maxCookieBytes)
        reply.setCookie(tokenName, sealed, { ...tokenCookie, maxAge: idTokenAge / 1000 })
    },
    clearIdToken: (reply: FastifyReply) => void reply.clearCookie(tokenName, tokenCookie),
  }
}
