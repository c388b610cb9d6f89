import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { liveEvent } from '#contract/api/proxy-events.ts'
import type { LiveHub } from '#proxy/live/live-hub.ts'
import { streamSignalOf } from '#proxy/plugins/identify.ts'
import { withZod } from '#proxy/plugins/zod-validation.ts'
import { noQuery } from './route-params.ts'

/** One stream of everything that happens at all sources, for one browser. */
export function eventRoutes(instance: FastifyInstance, { hub }: { hub: LiveHub }) {
  const app = withZod(instance)

  app.get(
    '/events',
    {
      schema: { querystring: noQuery },
      config: { access: 'eachSource', events: liveEvent },
      compress: false,
    },
    async (request, reply) => {
      const last = request.headers['last-event-id']
      const events = hub.stream({
        access: request.access,
        lastId: typeof last === 'string' ? last : undefined,
        signal: streamSignalOf(request),
      })
      return reply
        .type('text/event-stream')
        .header('cache-control', 'no-store')
        .header('x-accel-buffering', 'no') // a reverse proxy must not buffer events
        .send(Readable.from(events))
    },
  )
}
