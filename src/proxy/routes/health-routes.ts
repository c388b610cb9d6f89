import type { FastifyInstance } from 'fastify'
import type { Metrics } from '#proxy/metrics.ts'

export type HealthOptions = {
  metrics: Metrics
  /** Rejects while the proxy cannot do its work, e.g. because its own store is gone. */
  checkReady: () => Promise<void>
}

/** For process monitoring; a failing source is no reason to restart the proxy. */
export async function healthRoutes(app: FastifyInstance, { metrics, checkReady }: HealthOptions) {
  app.get('/healthz', async () => ({ status: 'ok' }))

  app.get('/readyz', async (request, reply) => {
    try {
      await checkReady()
      return { status: 'ready' }
    } catch (error) {
      request.log.error({ err: error }, 'not ready')
      return reply.code(503).send({ status: 'not ready' })
    }
  })

  app.get('/metrics', async (_request, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  )
}
