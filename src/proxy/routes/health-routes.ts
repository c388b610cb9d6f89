import type { FastifyInstance } from 'fastify'
import type { Metrics } from '#proxy/metrics.ts'

export type HealthOptions = {
  metrics: Metrics
  /** Rejects if the proxy cannot work, for example because its own store is unavailable. */
  checkReady: () => Promise<void>
}

/** Health check of the process; a failing source is not a reason to restart the proxy. */
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
