import type { FastifyInstance } from 'fastify'

/**
 * Remembers which methods each path answers, so that a known path asked with another one can be
 * told from an unknown path. A look-up among patterns: routes of their own for every refused method
 * would be most of the time it takes to build the mock.
 */
export function collectAllowedMethods(app: FastifyInstance) {
  const routes = new Map<string, { pattern: RegExp; methods: Set<string> }>()
  app.addHook('onRoute', ({ url, method }) => {
    const entry = routes.get(url) ?? { pattern: patternOf(url), methods: new Set() }
    for (const name of [method].flat()) entry.methods.add(name)
    routes.set(url, entry)
  })
  return {
    /** The methods of a path (without its query); undefined where there is no such path. */
    of(path: string): string[] | undefined {
      const found = [...routes.values()].filter(({ pattern }) => pattern.test(path))
      return found.length > 0 ? found.flatMap(({ methods }) => [...methods]) : undefined
    },
  }
}

/** `/contacts/:id` as the router reads it: one part for a name, a slash at the end or none. */
function patternOf(url: string): RegExp {
  const parts = url
    .replace(/\/$/, '')
    .split('/')
    .map((part) => (part.startsWith(':') ? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
  return new RegExp(`^${parts.join('/')}/?$`)
}
