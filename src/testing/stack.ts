import { storedRequests } from '#proxy/mirror/mirror-requests.ts'
import type { FastifyInstance, InjectOptions } from 'fastify'
import type { Mock, MockOptions } from '#mock/mock-app.ts'
import { buildProxy } from '#proxy/proxy-app.ts'
import { createAudit } from '#proxy/audit/audit-store.ts'
import type { OpenId } from '#proxy/routes/oidc-routes.ts'
import { createDemo } from '#proxy/demo/demo-accounts.ts'
import type { MockControl } from '#proxy/demo/mock-control.ts'
import { createAuth } from '#proxy/auth/auth-service.ts'
import type { PasswordHashing } from '#proxy/auth/passwords.ts'
import type { ReverseProxy } from '#proxy/plugins/origin.ts'
import { exportPlaceOf } from '#proxy/exports/export-place.ts'
import { writeHere, type OpenFile } from '#proxy/exports/file-writing.ts'
import { createExports } from '#proxy/exports/export-service.ts'
import type { ExportSettings } from '#proxy/exports/export-settings.ts'
import { problemOf } from '#proxy/plugins/error-handler.ts'
import { createJobs } from '#proxy/jobs/job-service.ts'
import type { LiveSettings } from '#proxy/live/live-hub.ts'
import type { JobSettings } from '#proxy/jobs/job-settings.ts'
import { logOptions } from '#proxy/log.ts'
import {
  readMirrorChoices,
  saveMirrorChoice,
  type MirrorChoice,
} from '#proxy/mirror/mirror-choices.ts'
import { createMetrics } from '#proxy/metrics.ts'
import type { OverviewOptions } from '#proxy/contacts/overviews.ts'
import type { UnreadableReport } from '#proxy/sources/transport/parse-answer.ts'
import type { Access } from '#proxy/auth/access.ts'
import type { Visibility } from '#proxy/sources/visibility.ts'
import { migrate } from '#proxy/store/migrate.ts'
import type { StateConfig } from '#proxy/config.ts'
import { connectStore } from '#proxy/store/state-store.ts'
import { createPreferences } from '#proxy/views/preference-store.ts'
import { createViews } from '#proxy/views/view-store.ts'
import { buildSeededMock } from './seeded-mock.ts'
import { withClock, type TestClock } from './test-clock.ts'
import { buildSources, testToken, type SourcesOptions } from './source-stack.ts'

/** The control API of the given mock, without a socket. */
export function controlOf({ app }: Pick<Mock, 'app'>): MockControl {
  return async (method, url, body) => {
    const response = await app.inject({ method, url, ...(body !== undefined && { payload: body }) })
    if (response.statusCode >= 300) throw new Error(`${response.statusCode} ${response.body}`)
    return response.statusCode === 204 ? undefined : response.json()
  }
}

/** A `fetch` that passes every request to the given app, for the dashboard in tests. */
export function fetchInto(app: FastifyInstance): typeof fetch {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input, 'http://test')
    const request = {
      // the project uses upper case only
      method: (init?.method ?? 'GET') as NonNullable<InjectOptions['method']>,
      url: url.pathname + url.search,
      headers: { ...Object.fromEntries(new Headers(init?.headers)), origin: 'http://localhost:80' },
      ...(typeof init?.body === 'string' && { payload: init.body }),
    }
    if (url.pathname.endsWith('/events')) return toStreamingResponse(app, request, init?.signal)
    const response = await app.inject(request)
    init?.signal?.throwIfAborted()
    const hasBody = ![204, 304].includes(response.statusCode)
    return new Response(hasBody ? response.body : null, {
      status: response.statusCode,
      headers: { 'content-type': 'application/json' },
    })
  }
}

/** A streaming response, whose client may abort it. */
async function toStreamingResponse(
  app: FastifyInstance,
  request: InjectOptions,
  signal?: AbortSignal | null,
) {
  const response = await app.inject({ ...request, payloadAsStream: true })
  const source = response.stream()
  const disconnect = () => void source.destroy()
  if (signal?.aborted) disconnect()
  signal?.addEventListener('abort', disconnect)
  const body = new ReadableStream<Uint8Array>({
    async start(target) {
      try {
        for await (const chunk of source) target.enqueue(Buffer.from(chunk))
        target.close()
      } catch (error) {
        target.error(error)
      }
    },
    cancel: disconnect,
  })
  return new Response(body, {
    status: response.statusCode,
    headers: { 'content-type': String(response.headers['content-type']) },
  })
}

/** Jobs without waits, because tests do not sleep. */
const immediate = { unknownOutcomeDelay: 0, firstWait: 0, maxWait: 0, notifyInterval: 0 }

type StackOptions = MockOptions &
  SourcesOptions & {
    jobSettings?: Partial<JobSettings>
    exportSettings?: Partial<ExportSettings>
    /** Instead of writing files of exports in this thread. */
    openFile?: OpenFile
    overview?: OverviewOptions
    /** Where the state is stored; by default in memory. The tables of a Postgres have to exist. */
    database?: StateConfig['database']
    /** Called with each line of the proxy's log, which is JSON. */
    log?: (line: string) => void
    /** An existing mock, for tests that only read. */
    mock?: Mock
    /** With the demo menu. */
    hasDemo?: boolean
    /** Whether API responses are compressed as `accept-encoding` allows. */
    hasCompression?: boolean
    liveSettings?: Partial<LiveSettings>
    /** By the IDs of sources. */
    webhookSecrets?: ReadonlyMap<string, string>
    /** What everybody may see, instead of everything. */
    visibility?: () => Visibility
    reverseProxy?: ReverseProxy
    /** A provider at which people sign in. */
    openId?: OpenId
    /** Instead of argon2id, which takes its time on purpose. */
    hashing?: PasswordHashing
    /** Instead of the database's clock, by which sessions and links end. */
    clock?: TestClock
  }

/** Mock and proxy, connected in this process without ports. */
export function buildStack({
  proxyToken,
  log,
  mock: existingMock,
  jobSettings,
  exportSettings,
  openFile = writeHere,
  overview = {},
  hasDemo = false,
  hasCompression = true,
  database = { kind: 'sqlite', file: ':memory:' },
  policy,
  relay,
  mirror,
  otherMirrors,
  mirrorNeeds,
  mirrorSettings,
  liveSettings,
  webhookSecrets,
  visibility,
  reverseProxy,
  openId,
  hashing,
  clock,
  ...options
}: StackOptions = {}) {
  const mock = existingMock ?? buildSeededMock({ contacts: 120, token: testToken, ...options })
  const onUnreadable = (source: string, report: UnreadableReport) =>
    proxy.log.warn({ source, ...report }, 'left out')
  const store = connectStore(database)
  const save = (choice: MirrorChoice) => saveMirrorChoice(store, 'main', choice)
  const load = async () => (await readMirrorChoices(store)).get('main')
  const requests = storedRequests(store, 'main')
  const mirrorOptions = {
    mirror,
    otherMirrors,
    mirrorNeeds: { save, load, requests, ...mirrorNeeds },
    mirrorSettings,
  }
  const sources = buildSources(mock, { policy, proxyToken, relay, onUnreadable, ...mirrorOptions })
  const logger = log ? logOptions('debug', { write: log }) : false
  const errors: unknown[] = []
  const onError = (error: unknown) => void errors.push(error)
  // Queries of SQLite's single connection wait until the tables exist.
  if (database.kind === 'sqlite') migrate(store).catch(onError)
  const sourceList = Object.values(sources)
  const metrics = createMetrics()
  const auth = createAuth({
    store: clock ? withClock(store, clock) : store,
    listSourceUsers: async (id) =>
      (await sourceList
        .find(({ info }) => info.id === id)
        ?.reader.listUsers({ priority: 'person' })) ?? [],
    watchInterval: 20,
    now: clock && (() => clock.at),
    onError,
    ...(hashing && { hashing }),
  })
  const seenBy = (access: Access): Access =>
    visibility
      ? { ...access, of: (id) => ({ ...access.of(id), visibility: visibility() }) }
      : access
  const jobs = createJobs({
    store,
    accessOf: async (actor, id) => seenBy(await auth.accessOf(actor, id)),
    sources: sourceList,
    settings: { ...immediate, ...jobSettings },
    observer: metrics.jobs,
    onError,
  })
  const demo = hasDemo
    ? createDemo({ control: controlOf(mock), sources: sourceList, jobs })
    : undefined
  const audit = createAudit(store, { keep: 86_400_000, onError })
  const exports = createExports({
    store,
    sources: sourceList,
    place: exportPlaceOf(database, store),
    accessOf: async (actor, id) => seenBy(await auth.accessOf(actor, id)),
    problemOf,
    settings: { noteInterval: 0, retryWaits: [], ...exportSettings },
    openFile,
    onError,
  })
  const proxy = buildProxy({
    sources: sourceList,
    jobs,
    personal: { views: createViews(store), preferences: createPreferences(store) },
    audit,
    exports,
    auth,
    openId,
    reverseProxy,
    demo,
    overview,
    logger,
    metrics,
    hasCompression,
    webhookSecrets,
    liveSettings: { minInterval: 0, ...liveSettings },
  })
  if (visibility)
    proxy.addHook('preValidation', async (request) => {
      request.access = seenBy(request.access)
    })
  return {
    mock,
    proxy,
    sources,
    store,
    jobs,
    auth,
    audit,
    exports,
    jobErrors: errors,
    fetch: fetchInto(proxy),
  }
}
export type Stack = ReturnType<typeof buildStack>
