import { finished } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { clientOf } from './client.ts'

/**
 * A client has so many open requests that another one would delay all of them beyond their
 * deadline.
 */
export class TooManyRequestsError extends Error {
  override name = 'TooManyRequestsError'
}

/** Approximately the number that a source answers within the deadline of a request. */
const maxOpen = 120

/**
 * Limits the open requests of each client, including event streams of jobs. Sources serve clients
 * in turn, so that other clients are not affected; the client gets the error immediately instead of
 * after the deadline. Must be registered after the check of the reverse proxy's secret.
 */
export function limitClients(app: FastifyInstance) {
  const open = new Map<string, number>()
  app.addHook('onRequest', async (request, reply) => {
    if (!request.url.startsWith('/api/')) return
    const client = clientOf(request)
    const count = open.get(client) ?? 0
    if (count >= maxOpen)
      throw new TooManyRequestsError(`This client has ${maxOpen} open requests already`)
    open.set(client, count + 1)
    // Also when the client closes the connection.
    finished(reply.raw, () => {
      const left = (open.get(client) ?? 1) - 1
      if (left > 0) open.set(client, left)
      else open.delete(client)
    })
  })
}
