import { randomUUID } from 'node:crypto'
import Fastify, { type FastifyServerOptions } from 'fastify'
import { answerErrors } from '#proxy/plugins/errors.ts'
import { secureHeaders } from '#proxy/plugins/headers.ts'
import { servePages } from '#proxy/plugins/pages.ts'
import { contactRoutes } from '#proxy/routes/contacts.ts'
import { directoryRoutes } from '#proxy/routes/directory.ts'
import { sourceRoutes } from '#proxy/routes/sources.ts'
import { NotFoundError } from '#proxy/not-found.ts'
import { createSources } from '#proxy/sources/registry.ts'
import type { Source } from '#proxy/sources/source.ts'

export type ProxyOptions = {
  sources: Source[]
  /** Folder of the built dashboard; without one the proxy answers /api alone. */
  pages?: string | undefined
  logger?: FastifyServerOptions['logger']
}

export function buildProxy({ sources: list, pages, logger = false }: ProxyOptions) {
  const sources = createSources(list)
  const app = Fastify({
    logger,
    genReqId: () => randomUUID(),
    requestTimeout: 60_000,
    bodyLimit: 1024 * 1024,
  })
  app.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id)
  })
  app.addHook('onClose', () => sources.close())
  answerErrors(app)
  secureHeaders(app)
  app.register(sourceRoutes, { prefix: '/api', sources })
  app.register(contactRoutes, { prefix: '/api', sources })
  app.register(directoryRoutes, { prefix: '/api', sources })
  if (pages) servePages(app, pages)
  else
    app.setNotFoundHandler((request) => {
      throw new NotFoundError(`Nothing at ${request.method} ${request.url.split('?')[0]}`)
    })
  return app
}
