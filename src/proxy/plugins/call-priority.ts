import type { FastifyRequest } from 'fastify'
import { clientOf } from './client.ts'
import { priorities, type Call } from '#proxy/sources/transport/source-call.ts'
import { actorOf } from './actor.ts'

/**
 * The dashboard marks prefetches and full scans as `bulk`; all other requests are those of a
 * waiting user. The header can only lower the priority, so that no client gains an advantage by it.
 * A read is aborted when its browser has left (typed another letter, left the page).
 */
export const readCallOf = (request: FastifyRequest): Call => ({
  priority: priorities.find((p) => p === request.headers['kartoteka-priority']) ?? 'person',
  actor: actorOf(request),
  client: clientOf(request),
  signal: request.signal,
})

/**
 * A write continues even if its client has left. (Besides, the signal of a request with a body is
 * aborted as soon as the body has been read.)
 */
export const writeCallOf = (request: FastifyRequest): Call => ({
  priority: 'person',
  isFresh: true,
  actor: actorOf(request),
  client: clientOf(request),
})
