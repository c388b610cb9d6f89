import type { FastifyRequest } from 'fastify'
import { localActor, type Actor } from '#proxy/sources/transport/source-call.ts'

/** On whose behalf a request is made. Nobody signs in: whoever reaches us sits at this computer. */
export const actorOf = (_request: FastifyRequest): Actor => localActor
