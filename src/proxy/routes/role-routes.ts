import type { FastifyInstance } from 'fastify'
import {
  roleParams,
  roleSettingsList,
  roleSettingsRequest,
} from '#contract/api/registered-users.ts'
import type { Auth } from '#proxy/auth/auth-service.ts'
import { actorOf } from '#proxy/plugins/actor.ts'
import { withZod } from '#proxy/plugins/zod-validation.ts'
import { noQuery } from './route-params.ts'
import { checkScope } from './user-routes.ts'

type Options = { auth: Auth; sourceIds: readonly string[] }

const config = { access: { right: 'users', of: 'installation' } } as const

/** What each role may do, for admins. */
export function roleRoutes(instance: FastifyInstance, { auth, sourceIds }: Options): void {
  const app = withZod(instance)
  const { roles, watch } = auth
  const answer = { response: { 200: roleSettingsList } }

  async function changed() {
    await watch.check()
    return { items: await roles.list() }
  }

  app.get('/roles', { config, schema: { querystring: noQuery, ...answer } }, async () => ({
    items: await roles.list(),
  }))

  app.put(
    '/roles/:scope/:role',
    { config, schema: { params: roleParams, body: roleSettingsRequest, ...answer } },
    async (request) => {
      const { params, body } = request
      checkScope(params.scope, sourceIds)
      await roles.set(params.scope, params.role, body, actorOf(request))
      return changed()
    },
  )

  // Back to those of every source, or to the defaults.
  app.delete(
    '/roles/:scope/:role',
    { config, schema: { params: roleParams, querystring: noQuery, ...answer } },
    async (request) => {
      const { params } = request
      await roles.reset(params.scope, params.role, actorOf(request))
      return changed()
    },
  )
}
