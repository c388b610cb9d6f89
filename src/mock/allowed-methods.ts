import type { FastifyInstance } from 'fastify'

/**
 * Collects the methods of each path, so that a known path requested with another method can be
 * told from an unknown path. It matches patterns, because registering routes for all other methods
 * would take most of the time to build the mock.
 */
export function collectAllowedMethods(app: FastifyInstance) {
  const routes = new Map<string, { pattern: RegExp; methods: Set<string> }>()
  app.addHook('onRoute', ({ url, method }) => {
    const entry = routes.get(url) ?? { pattern: patternOf(url), methods: new Set() }
    for (const name of [method].flat()) entry.methods.add(name)
    routes.set(url, entry)
  })
  return {
    /** The methods of a path without query string; undefined for an unknown path. */
    of(path: string): string[] | undefined {
      const found = [...routes.values()].filter(({ pattern }) => pattern.test(path))
      return found.length > 0 ? found.flatMap(({ methods }) => [...methods]) : undefined
    },
  }
}

/** Matches a route URL the way the router does, with or without a trailing slash. */
function patternOf(url: string): RegExp {
  const parts = url
    .replace(/\/$/, '')
    .split('/')
    .map((part) => (part.startsWith(':') ? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
  return new RegExp(`^${parts.join('/')}/?$`)
}
