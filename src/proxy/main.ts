import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import closeWithGrace from 'close-with-grace'
import { createAudit } from '#proxy/audit/audit-store.ts'
import { buildProxy } from './proxy-app.ts'
import { readConfig, type Config } from './config.ts'
import { createDemo } from '#proxy/demo/demo-accounts.ts'
import { mockControlAt } from './demo/mock-control.ts'
import { exportPlaceOf } from '#proxy/exports/export-place.ts'
import { createExports } from '#proxy/exports/export-service.ts'
import { releaseWhenIdle } from './idle-memory.ts'
import { logOptions } from './log.ts'
import { cookieKeysOf } from '#proxy/auth/oidc/sealed-cookie.ts'
import { problemOf } from '#proxy/plugins/error-handler.ts'
import { readKeys } from '#proxy/sources/tokens/encryption-key.ts'
import { createAuth } from '#proxy/auth/auth-service.ts'
import { createJobs } from '#proxy/jobs/job-service.ts'
import { createMetrics } from './metrics.ts'
import { readMirrorChoices, saveMirrorChoice } from '#proxy/mirror/mirror-choices.ts'
import { leftoverMirrors, mirrorObstacleOf, mirrorPlaceOf } from '#proxy/mirror/mirror-place.ts'
import { storedRequests } from '#proxy/mirror/mirror-requests.ts'
import { createSource } from './sources/create-source.ts'
import { lockProxyRole } from '#proxy/store/proxy-lock.ts'
import { openStore } from '#proxy/store/state-store.ts'
import { createSharedAccess } from '#proxy/sources/tokens/shared-access.ts'
import { createPreferences } from '#proxy/views/preference-store.ts'
import { createViews } from '#proxy/views/view-store.ts'
import { within } from './within.ts'

try {
  await start()
} catch (error) {
  console.error(reasonOf(error))
  process.exit(1)
}

async function start() {
  const config = readConfig(process.env, (path) => readFileSync(path, 'utf8'))
  // Before the tables are touched, because an older proxy may be using them.
  const lock = lockProxyRole(config.state.database)
  const store = await openStore(config.state.database)
  const state = await createSharedAccess({
    store,
    config,
    onError: (err) => app.log.error({ err }),
  })
  // The demo has a build of its own, which includes the menu.
  const pages = [...(config.demo ? ['dist-demo'] : []), 'dist']
    .map((folder) => resolve(import.meta.dirname, '../..', folder))
    .find((folder) => existsSync(folder))
  const metrics = createMetrics()
  const mirrorChoices = await readMirrorChoices(store)
  const sources = config.sources.map((source) =>
    createSource(source, {
      ...state.needsOf(source),
      mirrorNeeds: source.mirror && {
        place: mirrorPlaceOf(config.state.database, source.id),
        choice: mirrorChoices.get(source.id),
        save: (choice) => saveMirrorChoice(store, source.id, choice),
        load: async () => (await readMirrorChoices(store)).get(source.id),
        requests: storedRequests(store, source.id),
        obstacle: mirrorObstacleOf(source.mirror),
      },
      onError: (err) => app.log.error({ err, source: source.id }),
      onMirrorReport: (message) => app.log.warn({ source: source.id }, message),
      observer: metrics.observe(source.id, source.requestsPerSecond),
      onUnreadable: (report) => app.log.warn({ source: source.id, ...report }, unreadableMessage),
      onClockSkew: (ms) =>
        app.log.warn(
          { source: source.id, aheadSeconds: Math.round(ms / 1000) },
          'the clocks of the source and of this machine differ; times at the source use its own clock',
        ),
    }),
  )
  const auth = createAuth({
    store,
    settings: config.sessions,
    listSourceUsers: async (id) =>
      (await sources
        .find(({ info }) => info.id === id)
        ?.reader.listUsers({ priority: 'person' })) ?? [],
    onError: (err) => app.log.error({ err }),
  })
  const jobs = createJobs({
    store,
    accessOf: auth.accessOf,
    sources,
    settings: config.jobs,
    observer: metrics.jobs,
    onError: (err) => app.log.error({ err }, 'a job failed'),
  })
  const audit = createAudit(store, {
    keep: config.auditRetention,
    onError: (err) => app.log.error({ err }, 'old entries of the audit log were not deleted'),
  })
  const exports = createExports({
    store,
    sources,
    place: exportPlaceOf(config.state.database, store),
    accessOf: auth.accessOf,
    problemOf,
    onError: (err) => app.log.error({ err }, 'an export failed'),
  })
  const app = buildProxy({
    metrics,
    reverseProxy: config.reverseProxy,
    checkReady: () => store.ping(),
    sources,
    jobs,
    personal: { views: createViews(store), preferences: createPreferences(store) },
    audit,
    exports,
    auth,
    openId: config.openId && {
      settings: config.openId,
      cookieKeys: cookieKeysOf(readKeys(config.state.key)),
    },
    webhookSecrets: new Map(
      config.sources.flatMap(({ id, webhookSecret }) =>
        webhookSecret ? [[id, webhookSecret]] : [],
      ),
    ),
    demo: config.demo && createDemo({ control: mockControlAt(config.demo.mockUrl), sources, jobs }),
    pages,
    hasCompression: config.hasCompression,
    logger: logOptions(config.logLevel),
  })
  const notice = noticeOf(config, await auth.users.hasAny())
  if (notice?.isWarning) app.log.warn(notice.text)
  else if (notice) app.log.info(notice.text)
  const leftovers = await leftoverMirrors(sources, config.state.database)
  for (const warning of [...config.warnings, ...leftovers]) app.log.warn(warning)
  releaseWhenIdle(app)
  closeWithGrace({ delay: 8000 }, async ({ err }) => {
    if (err) app.log.fatal({ err }, 'closing after an error')
    // A source that does not respond must not delay the exit: sent writes are in the journal and
    // are looked up later.
    await within(graceMs, app.close())
    await within(graceMs / 4, state.close())
    await store.close()
    lock.release()
  })
  const url = await app.listen({ host: config.host, port: config.port })
  jobs.begin()
  audit.begin()
  exports.begin().catch((err: unknown) => app.log.error({ err }))
  auth.begin()
  for (const { mirror } of sources) mirror?.begin()
  console.log(`Kartoteka: ${url}`)
}

/** How those who may use it are told apart, where nobody is registered. Throws where somebody has to be. */
function noticeOf({ reverseProxy, isDemo }: Config, hasUsers: boolean) {
  // The demo asks nobody to sign in.
  if (reverseProxy?.secret === null && (isDemo || !hasUsers))
    throw new Error(
      'Cannot start: KARTOTEKA_PUBLIC_URL makes Kartoteka reachable from other machines, and nobody is registered. Run: npm run user -- add <e-mail> --role admin. A reverse proxy that signs users in proves itself by KARTOTEKA_REVERSE_PROXY_SECRET.',
    )
  if (hasUsers || isDemo) return undefined
  if (reverseProxy)
    return {
      isWarning: true,
      text: 'nobody is registered: everybody whom the reverse proxy signs in may do everything, as one shared account; npm run user -- add <e-mail> --role admin registers the first user',
    }
  return {
    isWarning: false,
    text: 'nobody is registered: whoever uses this computer may do everything',
  }
}

/** Milliseconds for responses in progress; jobs stop slightly earlier. */
const graceMs = 4000

const unreadableMessage = 'omitted data of the source that could not be read'

function reasonOf(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const isTaken = 'code' in error && error.code === 'EADDRINUSE'
  return isTaken ? `Cannot start: ${error.message}. Set PORT to another port.` : error.message
}
