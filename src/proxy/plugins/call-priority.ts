import type { FastifyRequest } from 'fastify'
import { priorities, type Call } from '#proxy/sources/transport/source-call.ts'

/**
 * The dashboard marks what it fetches ahead and what it walks through page by page (`bulk`);
 * whoever does not say is a person waiting. A read whose browser has gone (a letter typed on, a page left) is one that nobody waits for.
 */
export const readCallOf = (request: FastifyRequest): Call => ({
  priority: priorities.find((p) => p === request.headers['kartoteka-priority']) ?? 'person',
  signal: request.signal,
})

/**
 * A write goes on whoever waits for it. (Besides, the signal of a request with a body is aborted as
 * soon as the body has been read.)
 */
export const writeCall: Call = { priority: 'person', isFresh: true }
