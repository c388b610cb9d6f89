import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Right } from '#contract/api/rights.ts'
import {
  requireAny,
  requireInstallation,
  requireRight,
  requireSignedIn,
} from '#proxy/auth/access.ts'
import type { Auth } from '#proxy/auth/auth-service.ts'

/**
 * Who may use a route. `eachSource`: whoever is signed in, and gets what their role at each source
 * shows. `also`: a parameter of the query that names another source, at which the right is needed
 * as well. `anyOf`: one of these rights is needed, and which one is decided by the route.
 */
export type AccessRule =
  | 'public'
  | 'signedIn'
  | 'eachSource'
  | { right: Right; of: 'installation' }
  | { right: Right; of: 'source'; also?: string }
  | { anyOf: readonly Right[]; of: 'source' }

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Required of every route below /api. */
    access?: AccessRule
  }
}

/** A route that nobody has thought about. */
export class MissingRuleError extends Error {
  override name = 'MissingRuleError'
}

type Options = { auth: Auth | undefined; sourceIds: readonly string[] }

/**
 * Enforces the rules of all routes, before a body is read. A route below /api without a rule prevents
 * the start. Must be registered after `identifyRequests`, and before the routes.
 */
export function enforceAccess(app: FastifyInstance, { auth, sourceIds }: Options) {
  app.addHook('onRoute', ({ url, method, config }) => {
    if (isApi(url) && config?.access === undefined)
      throw new MissingRuleError(`${[method].flat().join()} ${url} has no rule of access`)
  })
  const prepare = async ({ identified, access }: FastifyRequest, sources: readonly string[]) =>
    auth?.prepare(identified.facts, access, sources)

  app.addHook('onRequest', async (request) => {
    const rule = request.routeOptions.config?.access
    if (rule === undefined || rule === 'public') return
    const { access } = request
    if (rule === 'signedIn') return requireSignedIn(access)
    if (rule === 'eachSource') {
      requireSignedIn(access)
      return prepare(request, sourceIds)
    }
    if (rule.of === 'installation') return requireInstallation(access, rule.right)
    const source = textIn(request.params, 'source')
    if ('anyOf' in rule) {
      requireAny(access, source, rule.anyOf)
      return prepare(request, [source])
    }
    const sources = [source, ...optional(request.query, rule.also)]
    for (const id of sources) requireRight(access, id, rule.right)
    return prepare(request, sources)
  })
}

const isApi = (url: string): boolean => url === '/api' || url.startsWith('/api/')

function textIn(given: unknown, name: string): string {
  if (typeof given !== 'object' || given === null) return ''
  const value: unknown = Object.getOwnPropertyDescriptor(given, name)?.value
  return typeof value === 'string' ? value : ''
}

/** Whether the parameter is valid is checked by the route. */
const optional = (query: unknown, name: string | undefined): string[] =>
  name === undefined || textIn(query, name) === '' ? [] : [textIn(query, name)]
