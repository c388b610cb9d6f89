import type { FastifyInstance, InjectOptions } from 'fastify'
import { bots } from '#mock/account-data.ts'
import { buildMock, type Mock, type MockOptions } from '#mock/mock-app.ts'
import { buildProxy } from '#proxy/proxy-app.ts'
import { createDemo } from '#proxy/demo/demo-accounts.ts'
import type { MockControl } from '#proxy/demo/mock-control.ts'
import { createJobs } from '#proxy/jobs/job-service.ts'
import type { JobSettings } from '#proxy/jobs/job-settings.ts'
import { logOptions } from '#proxy/log.ts'
import { createMetrics } from '#proxy/metrics.ts'
import type { OverviewOptions } from '#proxy/contacts/overviews.ts'
import { createSource } from '#proxy/sources/create-source.ts'
import type { RetryPolicy } from '#proxy/sources/transport/source-http.ts'
import type { Transport } from '#proxy/sources/transport/transport.ts'
import { migrate } from '#proxy/store/migrate.ts'
import { connectStore } from '#proxy/store/state-store.ts'

export const testToken = 'test-token'

/** A transport that calls the given app without a socket. */
export function transportInto(app: FastifyInstance): Transport {
  return async ({ method, path, headers, body, signal }) => {
    signal.throwIfAborted()
    const aborted = new Promise<never>((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
    })
    const request = { method, url: path, headers, ...(body && { payload: body }) }
    const response = await Promise.race([app.inject(request), aborted])
    return {
      status: response.statusCode,
      headers: Object.fromEntries(
        Object.entries(response.headers).map(([name, value]) => [name, value?.toString()]),
      ),
      body: response.body,
    }
  }
}

/** The control API of the given mock, without a socket. */
export function controlOf({ app }: Pick<Mock, 'app'>): MockControl {
  return async (method, url, body) => {
    const response = await app.inject({ method, url, ...(body !== undefined && { payload: body }) })
    if (response.statusCode >= 300) throw new Error(`${response.statusCode} ${response.body}`)
    return response.statusCode === 204 ? undefined : response.json()
  }
}

/** A `fetch` that passes every request to the given app: the dashboard uses it in tests. */
export function fetchInto(app: FastifyInstance): typeof fetch {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input, 'http://test')
    const request = {
      method: (init?.method ?? 'GET') as NonNullable<InjectOptions['method']>, // ours are upper-case
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

/** A streamed response; the caller may abort it. */
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

/** Jobs without delays: tests do not sleep. */
const immediate = { unknownOutcomeDelay: 0, firstWait: 0, maxWait: 0, notifyInterval: 0 }

type StackOptions = MockOptions & {
  jobSettings?: Partial<JobSettings>
  overview?: OverviewOptions
  /** Receives the proxy's log, a JSON line each. */
  log?: (line: string) => void
  /** An existing mock, for tests that only read. */
  mock?: Mock
  /** With the demo menu. */
  hasDemo?: boolean
  /** Overrides the retry policy of the sources, for tests of delays. */
  policy?: Partial<RetryPolicy>
  /** The token the proxy sends; by default the one the mock expects. */
  proxyToken?: string
}

/** Mock and proxy in this process, without ports. */
export function buildStack({
  proxyToken = testToken,
  log,
  mock: existingMock,
  jobSettings,
  overview = {},
  hasDemo = false,
  policy,
  ...options
}: StackOptions = {}) {
  const mock = existingMock ?? buildMock({ contacts: 120, token: testToken, ...options })
  const defaults = {
    url: 'http://mock',
    access: { kind: 'token', token: proxyToken } as const,
    requestsPerSecond: 0,
  }
  const webUrl = 'https://demo.example'
  const dependencies = {
    makeTransport: () => ({ send: transportInto(mock.app), close: () => Promise.resolve() }),
    policy: {
      callTimeout: 5000,
      deadline: { person: 5000, prefetch: 5000, bulk: 5000 },
      maxTries: 3,
      firstWait: 0,
      blockWait: 0,
      ...policy,
    },
  }
  const sources = {
    main: createSource(
      { ...defaults, id: 'main', kind: 'amo-v4', title: 'Main', webUrl },
      dependencies,
    ),
    legacy: createSource(
      { ...defaults, id: 'legacy', kind: 'amo-v2', title: 'Legacy', webUrl },
      dependencies,
    ),
    bots: createSource(
      { ...defaults, id: 'bots', kind: 'watbot', title: 'Bots', webUrl: null, bots: [...bots] },
      dependencies,
    ),
  }
  const logger = log ? logOptions('debug', { write: log }) : false
  const store = connectStore({ kind: 'sqlite', file: ':memory:' })
  const errors: unknown[] = []
  const onError = (error: unknown) => void errors.push(error)
  // Later queries on the single connection wait until the tables exist.
  migrate(store).catch(onError)
  const sourceList = Object.values(sources)
  const metrics = createMetrics()
  const jobs = createJobs({
    store,
    sources: sourceList,
    settings: { ...immediate, ...jobSettings },
    observer: metrics.jobs,
    onError,
  })
  const demo = hasDemo
    ? createDemo({ control: controlOf(mock), sources: sourceList, jobs })
    : undefined
  const proxy = buildProxy({ sources: sourceList, jobs, demo, overview, logger, metrics })
  return { mock, proxy, sources, store, jobs, jobErrors: errors, fetch: fetchInto(proxy) }
}
export type Stack = ReturnType<typeof buildStack>
