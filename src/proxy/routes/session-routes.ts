import type { FastifyInstance, FastifyRequest } from 'fastify'
import * as z from 'zod/mini'
import { installationRights, type Role } from '#contract/api/roles.ts'
import { ownSessionList, session, type Session } from '#contract/api/session.ts'
import { isSignedIn, sourceAccessOf, visibilityRuleOf } from '#proxy/auth/access.ts'
import { ForbiddenError } from '#proxy/auth/auth-errors.ts'
import type { Auth } from '#proxy/auth/auth-service.ts'
import { found } from '#proxy/not-found.ts'
import { addressOf } from '#proxy/plugins/client.ts'
import type { SessionCookies } from '#proxy/plugins/session-cookies.ts'
import { withZod } from '#proxy/plugins/zod-validation.ts'
import { noQuery } from './route-params.ts'

const sessionParams = z.object({ session: z.string().check(z.maxLength(100)) })

type Options = {
  auth: Auth | undefined
  cookies: SessionCookies
  sourceIds: readonly string[]
  /** Of the provider's button, if people can sign in there. */
  openIdTitle: string | undefined
}

/** Who one is, and where one is signed in. */
export function sessionRoutes(
  instance: FastifyInstance,
  { auth, cookies, sourceIds, openIdTitle }: Options,
): void {
  const app = withZod(instance)

  app.get(
    '/session',
    {
      config: { access: 'public' },
      schema: { querystring: noQuery, response: { 200: session } },
    },
    (request) => sessionOf(request, sourceIds, openIdTitle),
  )

  // Public, so that whoever was signed out elsewhere gets rid of the cookie.
  app.delete(
    '/session',
    { config: { access: 'public' }, schema: { querystring: noQuery } },
    async (request, reply) => {
      const secret = cookies.sessionOf(request)
      if (auth && secret !== undefined) {
        await auth.endedSessions.signOut(secret, addressOf(request))
        await auth.watch.check()
      }
      cookies.signOut(reply)
      return reply.code(204).send()
    },
  )

  if (!auth) return

  app.get(
    '/session/all',
    {
      config: { access: 'signedIn' },
      schema: { querystring: noQuery, response: { 200: ownSessionList } },
    },
    async ({ access, identified }) => {
      if (access.via === 'key')
        throw new ForbiddenError('An API key does not list the sessions of its owner')
      const rows = access.userId === null ? [] : await auth.sessions.list(access.userId)
      const items = rows.map((row) => ({
        id: row.id,
        createdAt: toIso(row.created_at),
        lastSeenAt: toIso(row.last_seen_at),
        expiresAt: toIso(row.expires_absolute),
        address: row.address,
        agent: row.agent,
        isCurrent: row.id === identified.session?.id,
      }))
      return { items: items.toSorted((a, b) => Number(b.isCurrent) - Number(a.isCurrent)) }
    },
  )

  async function requireRecentSignIn({ access, identified }: FastifyRequest): Promise<void> {
    if (access.via === 'key') throw new ForbiddenError('A key does not end sessions')
    await auth?.sessions.requireRecent(identified.session, 'end other sessions')
  }

  // All but the current one.
  app.delete(
    '/session/all',
    { config: { access: 'signedIn' }, schema: { querystring: noQuery } },
    async (request, reply) => {
      await requireRecentSignIn(request)
      const { access, identified } = request
      if (access.userId !== null)
        await auth.endedSessions.endAll(access.userId, identified.session?.id ?? null, access.actor)
      await auth.watch.check()
      return reply.code(204).send()
    },
  )

  app.delete(
    '/session/all/:session',
    {
      config: { access: 'signedIn' },
      schema: { params: sessionParams, querystring: noQuery },
    },
    async (request, reply) => {
      await requireRecentSignIn(request)
      const { access, params } = request
      const isEnded =
        access.userId !== null &&
        (await auth.endedSessions.endOne(access.userId, params.session, access.actor))
      found(isEnded ? true : undefined, `session ${params.session} of yours`)
      await auth.watch.check()
      return reply.code(204).send()
    },
  )
}

const toIso = (at: number): string => new Date(at).toISOString()

function sessionOf(
  { access, identified }: FastifyRequest,
  sourceIds: readonly string[],
  openIdTitle: string | undefined,
): Session {
  const { facts, mode, unknownUser } = identified
  const ruleOf = (sourceId: string, role: Role) =>
    facts ? visibilityRuleOf(facts, sourceId, role) : 'all'
  return {
    mode,
    user: isSignedIn(access)
      ? {
          id: access.actor.id ?? 'local',
          name: access.actor.name,
          email: facts?.email ?? null,
          hasPassword: facts?.hasPassword ?? false,
        }
      : null,
    via: access.via,
    sources: sourceAccessOf(access, sourceIds, ruleOf),
    installation: installationRights.filter((right) => access.mayInstallation(right)),
    demoRole: mode === 'demo' ? access.of('*').role : null,
    signIn: { password: mode === 'registered', openId: openIdTitle ?? null, unknownUser },
  }
}
