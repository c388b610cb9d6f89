import type { FastifyRequest } from 'fastify'
import { clientOf } from './client.ts'
import { priorities, type Call } from '#proxy/sources/transport/source-call.ts'
import { actorOf } from './actor.ts'

/**
 * The dashboard marks prefetches and full scans page by page (`bulk`); everything else is a waiting
 * person. The header can only lower a call: nobody gets before others by it. A read is aborted when its browser has left (another letter typed, the page left).
 */
export const readCallOf = (request: FastifyRequest): Call => ({
  priority: priorities.find((p) => p === request.headers['kartoteka-priority']) ?? 'person',
  actor: actorOf(request),
  client: clientOf(request),
  signal: request.signal,
})

/**
 * A write continues whether or not anyone waits for it. (Besides, the signal of a request with a body is aborted as
 * soon as the body has been read.)
 */
export const writeCallOf = (request: FastifyRequest): Call => ({
  priority: 'person',
  isFresh: true,
  actor: actorOf(request),
  client: clientOf(request),
})
