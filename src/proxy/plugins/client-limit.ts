import { finished } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { clientOf } from './client.ts'

/** A client has so many requests open that one more would only make all of them late. */
export class TooManyRequestsError extends Error {
  override name = 'TooManyRequestsError'
}

/** About as many as a source answers within the deadline of a request. */
const maxOpen = 120

/**
 * Bounds what one client may have open at once, jobs that it follows included. The sources serve
 * clients in turn, so that others do not notice; the client itself learns at once what else it would
 * learn after the deadline. Must come after the check of the reverse proxy's secret.
 */
export function limitClients(app: FastifyInstance) {
  const open = new Map<string, number>()
  app.addHook('onRequest', async (request, reply) => {
    if (!request.url.startsWith('/api/')) return
    const client = clientOf(request)
    const count = open.get(client) ?? 0
    if (count >= maxOpen)
      throw new TooManyRequestsError(`${maxOpen} requests of this client are open`)
    open.set(client, count + 1)
    // Also where the client hangs up.
    finished(reply.raw, () => {
      const left = (open.get(client) ?? 1) - 1
      if (left > 0) open.set(client, left)
      else open.delete(client)
    })
  })
}
