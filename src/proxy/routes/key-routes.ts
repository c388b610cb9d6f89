import type { FastifyInstance, FastifyRequest } from 'fastify'
import { apiKeyList, apiKeyParams, madeApiKey, newApiKey } from '#contract/api/keys.ts'
import { ForbiddenError } from '#proxy/auth/auth-errors.ts'
import type { Auth } from '#proxy/auth/auth-service.ts'
import { actorOf } from '#proxy/plugins/actor.ts'
import { withZod } from '#proxy/plugins/zod-validation.ts'
import { noQuery } from './route-params.ts'

const config = { access: 'signedIn' } as const

/** One's own keys for scripts. */
export function keyRoutes(instance: FastifyInstance, { auth }: { auth: Auth }) {
  const app = withZod(instance)
  const { keys, watch } = auth

  app.get(
    '/keys',
    { config, schema: { querystring: noQuery, response: { 200: apiKeyList } } },
    async (request) => ({ items: await keys.list(ownerOf(request)) }),
  )

  app.post(
    '/keys',
    { config, schema: { querystring: noQuery, body: newApiKey, response: { 201: madeApiKey } } },
    async (request, reply) => {
      const made = await keys.make(ownerOf(request), request.body, actorOf(request))
      return reply.code(201).send(made)
    },
  )

  app.delete(
    '/keys/:key',
    { config, schema: { params: apiKeyParams, querystring: noQuery } },
    async (request, reply) => {
      await keys.revoke(ownerOf(request), request.params.key, actorOf(request))
      // Streams that were opened with it end before the answer.
      await watch.check()
      return reply.code(204).send()
    },
  )
}

/**
 * Keys belong to somebody who is registered. A key that is in wrong hands must not make another one,
 * which would stay when the first is revoked.
 */
function ownerOf({ access: { userId, via } }: FastifyRequest): string {
  if (via === 'key') throw new ForbiddenError('An API key cannot manage API keys: sign in instead')
  if (userId === null)
    throw new ForbiddenError('API keys belong to registered users, and nobody is registered')
  return userId
}
