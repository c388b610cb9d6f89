import type { FastifyRequest } from 'fastify'
import type { Actor } from '#proxy/sources/transport/source-call.ts'

/** The person on whose behalf a request is made. */
export const actorOf = ({ access }: FastifyRequest): Actor => access.actor
