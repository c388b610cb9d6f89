import type { FastifyInstance, HTTPMethods } from 'fastify'

const known: HTTPMethods[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE']

/** Answers 405, with an empty body as amoCRM does, to a known path asked with another method. */
export function refuseOtherMethods(app: FastifyInstance) {
  const seen = new Map<string, Set<string>>()
  let isOpen = true
  app.addHook('onRoute', ({ url, method }) => {
    if (!isOpen) return
    const methods = seen.get(url) ?? new Set()
    for (const name of [method].flat()) methods.add(name)
    seen.set(url, methods)
  })
  return {
    /** To be called when all the routes are there. */
    close() {
      isOpen = false
      for (const [url, methods] of seen)
        for (const method of known.filter((name) => !methods.has(name)))
          app.route({
            method,
            url,
            handler: (_request, reply) =>
              reply
                .code(405)
                .header('allow', [...methods].join(', '))
                .send(),
          })
    },
  }
}
