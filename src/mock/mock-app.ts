import Fastify, { type FastifyError, type FastifyInstance } from 'fastify'
import { randomBytes } from 'node:crypto'
import { baseUrlOf } from '#mock/amo-v4/v4-list-response.ts'
import { parseQuery, parseBodies } from './body-parsing.ts'
import { controlRoutes } from './control-routes.ts'
import { faultHooks } from './fault-hooks.ts'
import { oauthRoutes, type Client } from './oauth-routes.ts'
import { rateLimitHooks } from './rate-limits.ts'
import { recordHooks } from './received-requests.ts'
import { dialectOf, Rejection, sendRejection, unknownError } from './rejection.ts'
import {
  createEnglishServices,
  createServices,
  type ServiceOptions,
  type Services,
} from './services.ts'
import { amoV4Routes, upstreamRoutes } from './upstream-routes.ts'

export type MockOptions = ServiceOptions & {
  client?: Client
  /** Whether to serve the control API `/_mock`. */
  control?: boolean
  /** Whether requests for the host `example.amocrm.com` get the account of the English document (seed 002). */
  englishAccount?: boolean
}

export type Mock = { app: FastifyInstance } & Services

const maxBodyBytes = 8 * 1024 * 1024 // a batch of 250 contacts with every field is about 1 MB

/** Builds the mock upstreams as one app that does not listen. */
export function buildMock(options: MockOptions = {}): Mock {
  const main = createServices(options)
  const english = options.englishAccount ? createEnglishServices(main, options.now) : undefined
  const services: Services = {
    ...main,
    reset(overrides) {
      main.reset(overrides)
      english?.reset()
    },
  }
  const app = Fastify({
    bodyLimit: maxBodyBytes,
    exposeHeadRoutes: false,
    genReqId: () => randomBytes(16).toString('hex'),
    // A URL that cannot be decoded is rejected before routing.
    frameworkErrors: (_error, request, reply) => {
      sendRejection(reply, dialectOf(request.url), new Rejection(400, 'Invalid request data'))
    },
    // Some clients behind a proxy send an absolute URL in the request line.
    rewriteUrl: ({ url = '/' }) => url.replace(/^https?:\/\/[^/?]*/i, '') || '/',
    routerOptions: {
      querystringParser: parseQuery,
      ignoreTrailingSlash: true,
      maxParamLength: 500,
    },
  })
  parseBodies(app)
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
  })
  recordHooks(app, services.received)
  rateLimitHooks(app, services.rate)
  faultHooks(app, services.faults)
  handleErrors(app, collectAllowedMethods(app))
  upstreamRoutes(app, services)
  if (english) englishRoutes(app, english)
  oauthRoutes(app, services, options.client ?? { id: 'demo-client', secret: 'demo-secret' })
  if (options.control ?? true) controlRoutes(app, services)
  app.addHook('onClose', async () => services.store.close())
  return { app, ...services }
}

/** Registers the routes of v4 again, for requests with the host of the English document. */
function englishRoutes(app: FastifyInstance, services: Services) {
  app.register((scope, _options, done) => {
    scope.addHook('onRoute', (route) => {
      route.constraints = { host: /^example\.amocrm\.com(:\d+)?$/ }
    })
    amoV4Routes(scope, services)
    scope.addHook('onClose', async () => services.store.close())
    done()
  })
}

function handleErrors(app: FastifyInstance, methods: ReturnType<typeof collectAllowedMethods>) {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const dialect = dialectOf(request.url)
    if (error instanceof Rejection) return sendRejection(reply, dialect, error)
    if (reply.raw.destroyed) return reply.hijack() // the client has disconnected
    const status = error.statusCode ?? 500
    if (status >= 500) process.stderr.write(`${request.method} ${request.url}: ${error.stack}\n`)
    const detail = status >= 500 ? unknownError(dialect) : error.message
    return sendRejection(reply, dialect, new Rejection(status, detail))
  })
  app.setNotFoundHandler((request, reply) => {
    const allowed = methods.of(request.url.split('?')[0] ?? '')
    // Without a body, as amoCRM does.
    if (allowed) return reply.code(405).header('allow', allowed.join(', ')).send()
    const dialect = dialectOf(request.url)
    const detail = `Cannot ${request.method} ${baseUrlOf(request)}${request.url}!`
    return sendRejection(
      reply,
      dialect,
      new Rejection(404, dialect === 'watbot' ? 'Not Found' : detail),
    )
  })
}

/**
 * Collects the methods of each path, to distinguish a known path requested with another method from
 * an unknown path. It matches patterns, because registering routes for all other methods would take
 * most of the time to build the mock.
 */
function collectAllowedMethods(app: FastifyInstance) {
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
