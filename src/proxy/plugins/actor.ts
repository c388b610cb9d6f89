import type { FastifyRequest } from 'fastify'
import { localActor, type Actor } from '#proxy/sources/transport/source-call.ts'
import { addressOf, userOf } from './client.ts'

/**
 * The user on whose behalf a request is made: the one named by the reverse proxy, or the local
 * user.
 */
export function actorOf(request: FastifyRequest): Actor {
  const user = userOf(request)?.slice(0, 200)
  const address = addressOf(request)
  return user === undefined ? { ...localActor, address } : { id: user, name: user, address }
}
