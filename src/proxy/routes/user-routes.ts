import type { FastifyInstance, FastifyRequest } from 'fastify'
import { everySource } from '#contract/api/roles.ts'
import {
  invitation,
  registeredUser,
  registeredUserList,
  roleRequest,
  sourceUserRequest,
  userChange,
  userParams,
  userRoleParams,
  userSourceParams,
  userWithLink,
  type OneTimeLink,
} from '#contract/api/registered-users.ts'
import type { Auth } from '#proxy/auth/auth-service.ts'
import { linkAt, type MadeLink } from '#proxy/auth/one-time-links.ts'
import { InvalidInputError } from '#proxy/invalid-input.ts'
import type { Exports } from '#proxy/exports/export-service.ts'
import type { Jobs } from '#proxy/jobs/job-service.ts'
import { actorOf } from '#proxy/plugins/actor.ts'
import { withZod } from '#proxy/plugins/zod-validation.ts'
import { noQuery } from './route-params.ts'

type Options = {
  auth: Auth
  jobs: Pick<Jobs, 'cancelOf'> | undefined
  exports: Pick<Exports, 'removeOf'> | undefined
  sourceIds: readonly string[]
  /** Where people open the dashboard; undefined: at the address of the request. */
  publicUrl: URL | undefined
}

const config = { access: { right: 'users', of: 'installation' } } as const

/** Users of this installation and their roles, for admins. */
export function userRoutes(instance: FastifyInstance, options: Options): void {
  const app = withZod(instance)
  const { auth, jobs, exports, sourceIds, publicUrl } = options
  const { users, changes, watch } = auth
  const answer = { response: { 200: registeredUser } }

  /** Of somebody who may do nothing any more: running jobs, exports and their files. */
  async function endOrders(user: string): Promise<void> {
    await jobs?.cancelOf(user)
    await exports?.removeOf({ actor: user })
  }

  /** Streams of whoever has lost something end before the answer. */
  async function changed(id: string) {
    await watch.check()
    return users.get(id)
  }

  function linkOf(request: FastifyRequest, made: MadeLink): OneTimeLink {
    const base = publicUrl?.origin ?? `http://${request.host}`
    return linkAt(base, made)
  }

  app.get(
    '/users',
    { config, schema: { querystring: noQuery, response: { 200: registeredUserList } } },
    async () => ({ items: await users.list() }),
  )

  app.post(
    '/users',
    { config, schema: { body: invitation, response: { 201: userWithLink } } },
    async (request, reply) => {
      for (const { source } of request.body.roles) checkScope(source, sourceIds)
      const { id, link } = await changes.add(request.body, actorOf(request))
      return reply.code(201).send({ user: await changed(id), link: linkOf(request, link) })
    },
  )

  app.get(
    '/users/:user',
    { config, schema: { params: userParams, querystring: noQuery, ...answer } },
    ({ params }) => users.get(params.user),
  )

  app.patch(
    '/users/:user',
    { config, schema: { params: userParams, body: userChange, ...answer } },
    async (request) => {
      const { params, body } = request
      await changes.update(params.user, body, actorOf(request))
      return changed(params.user)
    },
  )

  app.delete(
    '/users/:user',
    { config, schema: { params: userParams, querystring: noQuery } },
    async (request, reply) => {
      const { params } = request
      await changes.remove(params.user, actorOf(request))
      await watch.check()
      await endOrders(params.user)
      return reply.code(204).send()
    },
  )

  app.post(
    '/users/:user/disable',
    { config, schema: { params: userParams, querystring: noQuery, ...answer } },
    async (request) => {
      const { params } = request
      await changes.disable(params.user, actorOf(request))
      await endOrders(params.user)
      return changed(params.user)
    },
  )

  app.post(
    '/users/:user/enable',
    { config, schema: { params: userParams, querystring: noQuery, ...answer } },
    async (request) => {
      const { params } = request
      await changes.enable(params.user, actorOf(request))
      return changed(params.user)
    },
  )

  app.post(
    '/users/:user/link',
    {
      config,
      schema: { params: userParams, querystring: noQuery, response: { 200: userWithLink } },
    },
    async (request) => {
      const { user } = request.params
      const link = await changes.newLink(user, actorOf(request))
      return { user: await changed(user), link: linkOf(request, link) }
    },
  )

  app.delete(
    '/users/:user/sessions',
    { config, schema: { params: userParams, querystring: noQuery, ...answer } },
    async (request) => {
      const { params } = request
      await auth.endedSessions.endAll(params.user, null, actorOf(request))
      return changed(params.user)
    },
  )

  app.put(
    '/users/:user/roles/:scope',
    { config, schema: { params: userRoleParams, body: roleRequest, ...answer } },
    async (request) => {
      const { params, body } = request
      checkScope(params.scope, sourceIds)
      await changes.setRole(params.user, params.scope, body.role, actorOf(request))
      return changed(params.user)
    },
  )

  app.delete(
    '/users/:user/roles/:scope',
    { config, schema: { params: userRoleParams, querystring: noQuery, ...answer } },
    async (request) => {
      const { params } = request
      await changes.removeRole(params.user, params.scope, actorOf(request))
      return changed(params.user)
    },
  )

  app.put(
    '/users/:user/source-users/:source',
    { config, schema: { params: userSourceParams, body: sourceUserRequest, ...answer } },
    async (request) => {
      const { params, body } = request
      checkScope(params.source, sourceIds)
      await changes.setSourceUser(params.user, params.source, body.user, actorOf(request))
      return changed(params.user)
    },
  )

  app.delete(
    '/users/:user/source-users/:source',
    { config, schema: { params: userSourceParams, querystring: noQuery, ...answer } },
    async (request) => {
      const { params } = request
      await changes.setSourceUser(params.user, params.source, null, actorOf(request))
      return changed(params.user)
    },
  )
}

export function checkScope(scope: string, sourceIds: readonly string[]): void {
  if (scope !== everySource && !sourceIds.includes(scope))
    throw new InvalidInputError([{ name: 'source', message: `there is no source ${scope}` }])
}
