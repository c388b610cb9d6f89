import Fastify, { type FastifyError, type FastifyInstance } from 'fastify'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { createAccess, type Access } from './user-access.ts'
import { account } from './account-data.ts'
import type { V4Dialect } from '#mock/amo-v4/v4-dialect.ts'
import { baseUrlOf } from '#mock/amo-v4/v4-list-response.ts'
import { amoV2Routes } from '#mock/amo-v2/routes.ts'
import { amoV4Routes } from './upstream-routes.ts'
import { parseQuery, parseBodies } from './body-parsing.ts'
import { controlRoutes } from './control-routes.ts'
import { createFaults, type FaultInput, type Faults } from './faults.ts'
import { faultHooks } from './fault-hooks.ts'
import { collectAllowedMethods } from './allowed-methods.ts'
import { oauthRoutes, type Client } from './oauth-routes.ts'
import { createRateLimiter, rateLimitHooks, type RateLimiter } from './rate-limits.ts'
import { createReceivedRequests, recordHooks, type ReceivedRequests } from './received-requests.ts'
import { dialectOf, Rejection, sendRejection, unknownError } from './rejection.ts'
import { seedFile, seedStore } from './seed.ts'
import { openStore, type Store } from './mock-store.ts'
import { watbotRoutes } from '#mock/watbot/routes.ts'

export type MockOptions = {
  /** Number of listed contacts at the start; contacts in the trash and in incoming leads are added to them. */
  contacts?: number
  seed?: number
  /** The long-lived access token of the account's administrator. */
  token?: string
  /** Path of the data file, or `:memory:`. */
  data?: string
  /** The clock, in milliseconds. */
  now?: () => number
  /** amoCRM requests per second and token; 0, the default, turns all limits off. */
  rate?: number
  /** WatBot requests per second; by default 2 if amoCRM has a limit. */
  botRate?: number
  /** The OAuth client. */
  client?: Client
  /** Whether to serve the control API `/_mock`. */
  control?: boolean
  faults?: FaultInput[]
  v4Dialect?: V4Dialect
}

export type Services = {
  store: Store
  access: Access
  faults: Faults
  received: ReceivedRequests
  rate: RateLimiter
  v4Dialect: () => V4Dialect
  setV4Dialect: (dialect: V4Dialect) => void
  /** Makes the administrator's token valid again. */
  restoreToken: () => void
  /** Clears the data and seeds again. */
  reset: (options?: { contacts?: number; seed?: number }) => void
}

export type Mock = { app: FastifyInstance } & Services

const maxBodyBytes = 8 * 1024 * 1024 // a batch of 250 contacts with every field is about 1 MB

/** Builds the mock upstreams as one app that does not listen. */
export function buildMock(options: MockOptions = {}): Mock {
  const { contacts = 10_000, seed = 1, token = 'demo-token', control = true } = options
  const seedOptions = { contacts, seed }
  const { data = ':memory:' } = options
  if (data !== ':memory:' && !existsSync(data)) seedFile(data, seedOptions, options)
  const store = openStore(options)
  const restoreToken = () => {
    const former = store.meta('token')
    if (former !== undefined && former !== token) store.tokens.remove(former)
    store.setMeta('token', token)
    const user_id = account.currentUserId
    store.tokens.issue({ token, kind: 'access', user_id, client_id: null, expires_at: null })
  }
  if (!store.meta('seeded')) seedStore(store, seedOptions)
  restoreToken()
  const perSecond = options.rate ?? 0
  const limits = { amo: perSecond, watbot: options.botRate ?? (perSecond === 0 ? 0 : 2) }

  let v4Dialect = options.v4Dialect ?? 'union'
  const services: Services = {
    store,
    v4Dialect: () => v4Dialect,
    setV4Dialect: (dialect) => void (v4Dialect = dialect),
    access: createAccess(store),
    faults: createFaults(options.faults),
    received: createReceivedRequests(),
    rate: createRateLimiter(limits, options.now ?? Date.now),
    restoreToken,
    reset(overrides = {}) {
      store.clear()
      seedStore(store, { ...seedOptions, ...overrides })
      restoreToken()
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
  amoV4Routes(app, services)
  amoV2Routes(app, services)
  watbotRoutes(app, services)
  oauthRoutes(app, services, options.client ?? { id: 'demo-client', secret: 'demo-secret' })
  if (control) controlRoutes(app, services)
  app.addHook('onClose', async () => store.close())
  return { app, ...services }
}

function handleErrors(app: FastifyInstance, methods: ReturnType<typeof collectAllowedMethods>) {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const dialect = dialectOf(request.url)
    if (error instanceof Rejection) return sendRejection(reply, dialect, error)
    if (reply.raw.destroyed) return reply.hijack() // the client is gone
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
