import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import { randomUUID } from 'node:crypto'
import Fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify'
import type { Audit } from '#proxy/audit/audit-store.ts'
import type { Demo } from '#proxy/demo/demo-accounts.ts'
import type { Jobs } from '#proxy/jobs/job-service.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { NotFoundError } from './not-found.ts'
import { createOverviews, type OverviewOptions } from '#proxy/contacts/overviews.ts'
import type { Auth } from '#proxy/auth/auth-service.ts'
import { enforceAccess } from '#proxy/plugins/access-rules.ts'
import { identifyRequests } from '#proxy/plugins/identify.ts'
import { createSessionCookies } from '#proxy/plugins/session-cookies.ts'
import { compressResponses } from '#proxy/plugins/compression.ts'
import { limitClients } from '#proxy/plugins/client-limit.ts'
import { answerErrors, sendProblem } from '#proxy/plugins/error-handler.ts'
import { serveOpenApi } from '#proxy/plugins/openapi.ts'
import { pathOfTarget, requireOwnOrigin, type ReverseProxy } from '#proxy/plugins/origin.ts'
import { servePages } from '#proxy/plugins/pages.ts'
import { activityRoutes } from '#proxy/routes/activity-routes.ts'
import { auditRoutes } from '#proxy/routes/audit-routes.ts'
import { chatRoutes } from '#proxy/routes/chat-routes.ts'
import { companyRoutes } from '#proxy/routes/company-routes.ts'
import { contactRoutes } from '#proxy/routes/contact-routes.ts'
import { demoRoutes } from '#proxy/routes/demo-routes.ts'
import { directoryRoutes } from '#proxy/routes/directory-routes.ts'
import type { Exports } from '#proxy/exports/export-service.ts'
import { createLiveHub, type LiveSettings } from '#proxy/live/live-hub.ts'
import { eventRoutes } from '#proxy/routes/event-routes.ts'
import { hookRoutes } from '#proxy/routes/hook-routes.ts'
import { exportRoutes } from '#proxy/routes/export-routes.ts'
import { healthRoutes } from '#proxy/routes/health-routes.ts'
import { jobResultRoutes } from '#proxy/routes/job-result-routes.ts'
import { jobRoutes } from '#proxy/routes/job-routes.ts'
import { matchRoutes } from '#proxy/routes/match-routes.ts'
import { talkRoutes } from '#proxy/routes/talk-routes.ts'
import { suggestionRoutes } from '#proxy/routes/suggestion-routes.ts'
import { mirrorRoutes, readMirrorStatus } from '#proxy/routes/mirror-routes.ts'
import { viewRoutes } from '#proxy/routes/view-routes.ts'
import { sessionRoutes } from '#proxy/routes/session-routes.ts'
import { signInRoutes } from '#proxy/routes/sign-in-routes.ts'
import { roleRoutes } from '#proxy/routes/role-routes.ts'
import { userRoutes } from '#proxy/routes/user-routes.ts'
import { keyRoutes } from '#proxy/routes/key-routes.ts'
import { oidcRoutes, type OpenId } from '#proxy/routes/oidc-routes.ts'
import { overviewRoutes } from '#proxy/routes/overview-routes.ts'
import { writeRoutes } from '#proxy/routes/contact-write-routes.ts'
import { createSources } from '#proxy/sources/source-registry.ts'
import type { Source } from '#proxy/sources/source.ts'
import type { Preferences } from '#proxy/views/preference-store.ts'
import type { Views } from '#proxy/views/view-store.ts'

export type ProxyOptions = {
  sources: Source[]
  /** Writes and their journal; without them the proxy is read-only. */
  jobs?: Jobs
  /** What users have saved for themselves; without it, browsers keep what they have. */
  personal?: { views: Views; preferences: Preferences }
  /** Without one, nothing is recorded; `npm start` always has one. */
  audit?: Audit
  /** Files of contacts; without it, none are made. */
  exports?: Exports
  /** Who may use it; without it nobody can be registered. */
  auth?: Auth | undefined
  /** A provider at which people sign in; nothing without `auth`. */
  openId?: OpenId | undefined
  overview?: OverviewOptions
  /** The demo's menu; never used with real accounts. */
  demo?: Demo | undefined
  /**
   * The reverse proxy for other machines; without one, only requests from this machine are
   * accepted.
   */
  reverseProxy?: ReverseProxy | undefined
  /** Folder of the built dashboard; without one, the proxy serves /api only. */
  pages?: string | undefined
  /**
   * Whether responses below /api are compressed; static files are always compressed, at build time.
   */
  hasCompression?: boolean
  logger?: FastifyServerOptions['logger']
  metrics?: Metrics
  /** Rejects if the proxy's own state is unavailable. */
  checkReady?: () => Promise<void>
  liveSettings?: Partial<LiveSettings> | undefined
  /** The secrets of webhooks by the IDs of their sources. */
  webhookSecrets?: ReadonlyMap<string, string> | undefined
}

const maxBodyBytes = 4 * 1024 * 1024 // a batch of 500 contacts with every field filled is about 2 MB

export function buildProxy({
  sources: list,
  jobs,
  personal,
  audit,
  exports,
  auth,
  openId,
  overview,
  demo,
  reverseProxy,
  pages,
  hasCompression = true,
  logger = false,
  metrics = createMetrics(),
  checkReady = () => Promise.resolve(),
  liveSettings,
  webhookSecrets = new Map(),
}: ProxyOptions) {
  const sources = createSources(list)
  const access = { sources }
  const overviews = createOverviews(overview)
  metrics.readMirrorsBy(() => mirrorGauges(list))
  const app = Fastify({
    logger,
    genReqId: () => randomUUID(),
    requestTimeout: 60_000,
    bodyLimit: maxBodyBytes,
    routerOptions: { maxParamLength: 255 },
    rewriteUrl: pathOfTarget,
    frameworkErrors: (error, request, reply) => {
      sendProblem(error, request, reply)
    },
  })
  // Many clients send a content type without a body: this counts as no body.
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body.length === 0) done(null, undefined)
    else void parse(request, body.toString(), done)
  })
  let isClosing = false
  app.addHook('preClose', async () => {
    isClosing = true
    overviews.close()
    hub.close()
    audit?.close()
    await exports?.close()
    // Before connections are closed, because event streams of jobs would keep theirs open.
    await jobs?.close()
    auth?.close()
  })
  const hub = createLiveHub({
    sources: list,
    jobs,
    readStatus: readMirrorStatus,
    settings: liveSettings,
    onError: (err) => app.log.error({ err }, 'events were not sent'),
  })
  app.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id)
    // Personal data must not be stored in caches of browsers or intermediaries.
    if (request.url.startsWith('/api') && !reply.hasHeader('cache-control'))
      reply.header('cache-control', 'no-store')
    // A connection kept alive after its last response would delay the close.
    if (isClosing) reply.header('connection', 'close')
  })
  app.addHook('onResponse', async (request, reply) => {
    metrics.requests.observe(
      {
        method: request.method,
        route: request.routeOptions.url ?? 'none',
        status: reply.statusCode,
      },
      reply.elapsedTime / 1000,
    )
  })
  app.addHook('onClose', () => sources.close())
  answerErrors(app)
  secureHeaders(app)
  requireOwnOrigin(app, reverseProxy)
  const cookies = createSessionCookies({ isSecure: reverseProxy?.url.protocol === 'https:' })
  const place = {
    isDemo: demo !== undefined,
    hasReverseProxy: reverseProxy?.secret != null,
    isOpen: reverseProxy?.secret === null,
    hasOpenId: openId !== undefined,
  }
  app.register(cookie, { hook: false })
  identifyRequests(app, { auth, cookies, place })
  const sourceIds = list.map(({ info }) => info.id)
  enforceAccess(app, { auth, sourceIds })
  limitClients(app)
  app.register(healthRoutes, { metrics, checkReady })
  app.register(
    async (api) => {
      if (hasCompression) await compressResponses(api)
      serveOpenApi(api)
      contactRoutes(api, { ...access, reading: auth?.reading })
      directoryRoutes(api, { sources })
      companyRoutes(api, { ...access, audit })
      chatRoutes(api, { ...access, jobs })
      talkRoutes(api, access)
      activityRoutes(api, { ...access, audit })
      matchRoutes(api, access)
      mirrorRoutes(api, { ...access, audit, exports })
      hookRoutes(api, { sources, secrets: webhookSecrets })
      eventRoutes(api, { hub })
      suggestionRoutes(api, access)
      overviewRoutes(api, { ...access, overviews })
      sessionRoutes(api, { auth, cookies, sourceIds, openIdTitle: openId?.settings.title })
      if (auth) {
        signInRoutes(api, { auth, cookies })
        keyRoutes(api, { auth })
        if (openId) oidcRoutes(api, { openId, auth, cookies, publicUrl: reverseProxy?.url })
        userRoutes(api, { auth, jobs, exports, sourceIds, publicUrl: reverseProxy?.url })
        roleRoutes(api, { auth, sourceIds })
      }
      if (personal) viewRoutes(api, { sources, ...personal })
      if (audit) auditRoutes(api, { sources, audit })
      if (exports) exportRoutes(api, { ...access, exports })
      if (jobs) {
        metrics.jobs.countBy(() => jobs.countOpen())
        writeRoutes(api, { ...access, jobs })
        jobRoutes(api, { ...access, jobs })
        jobResultRoutes(api, { ...access, jobs, audit })
      }
      if (demo)
        api.register(demoRoutes, {
          demo,
          cookies,
          sources,
          audit,
          exports,
          onChange: overviews.outdate,
        })
    },
    { prefix: '/api' },
  )
  if (pages) servePages(app, pages)
  else
    app.setNotFoundHandler((request) => {
      throw new NotFoundError(`Not found: ${request.method} ${request.url.split('?')[0]}`)
    })
  return app
}

async function mirrorGauges(sources: Source[]) {
  const read = sources.flatMap(({ info: { id }, mirror }) =>
    mirror?.isOn() ? [mirror.status().then(({ status }) => [id, status] as const)] : [],
  )
  return new Map(
    (await Promise.all(read)).map(([id, { read: contacts, requestsToday, asOf, drift }]) => [
      id,
      { contacts, requestsToday, drift, asOf: asOf === null ? null : Date.parse(asOf) },
    ]),
  )
}

/** Allows only the proxy's own files to run, be loaded, or frame the page. */
function secureHeaders(app: FastifyInstance) {
  app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        // Table rows and columns are sized by style attributes; scripts may not be inline.
        styleSrcAttr: ["'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    // TLS is terminated by the reverse proxy; on plain loopback the header would be wrong.
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'no-referrer' },
  })
}
