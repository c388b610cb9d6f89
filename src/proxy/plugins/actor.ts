import type { FastifyRequest } from 'fastify'
import { localActor, type Actor } from '#proxy/sources/transport/source-call.ts'
import { userOf } from './client.ts'

/** On whose behalf a request is made: the user that the reverse proxy names, else this computer's. */
export function actorOf(request: FastifyRequest): Actor {
  const user = userOf(request)?.slice(0, 200)
  return user === undefined ? localActor : { id: user, name: user }
}
