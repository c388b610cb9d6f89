import type { FastifyInstance } from 'fastify'
import { bots } from '#mock/account-data.ts'
import type { Mock, MockOptions } from '#mock/mock-app.ts'
import type { ContactWrite, WriteResult } from '#proxy/sources/contact-write.ts'
import { createSource, type SourceNeeds } from '#proxy/sources/create-source.ts'
import { requirePart, type Source } from '#proxy/sources/source.ts'
import type { MirrorSettings } from '#proxy/mirror/mirror-settings.ts'
import type { RetryPolicy } from '#proxy/sources/transport/source-http.ts'
import type { UnreadableReport } from '#proxy/sources/transport/parse-answer.ts'
import type { Transport } from '#proxy/sources/transport/transport.ts'
import { buildSeededMock } from './seeded-mock.ts'

export const testToken = 'test-token'

/** A transport to the given app, without a socket. */
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

export type SourcesOptions = {
  /** Called with the parts of responses that could not be read. */
  onUnreadable?: ((source: string, report: UnreadableReport) => void) | undefined
  /** A different retry policy, for tests of waits and retries. */
  policy?: Partial<RetryPolicy> | undefined
  /** The token that the proxy sends; by default the one the mock expects. */
  proxyToken?: string | undefined
  /** Whether the settings turn the local copy of `main` on or off; null: users do. */
  mirror?: boolean | null | undefined
  /** The same of the other sources; undefined: they can have none. */
  otherMirrors?: boolean | null | undefined
  mirrorNeeds?: SourceNeeds['mirrorNeeds']
  mirrorSettings?: Partial<MirrorSettings> | undefined
  /** Wraps the transport between the sources and the mock. */
  relay?: ((send: Transport) => Transport) | undefined
}

/** A source of each dialect for one mock. */
export function buildSources(mock: Mock, options: SourcesOptions = {}) {
  const { policy, proxyToken = testToken, onUnreadable, relay = (send) => send } = options
  const { mirror = null, otherMirrors, mirrorNeeds, mirrorSettings } = options
  const other = otherMirrors !== undefined && {
    mirror: { requestsPerSecond: 0, setting: otherMirrors },
  }
  const defaults = {
    url: 'http://mock',
    access: { kind: 'token', token: proxyToken } as const,
    requestsPerSecond: 0,
  }
  const webUrl = 'https://demo.example'
  const dependenciesOf = (id: string) => ({
    onUnreadable: (report: UnreadableReport) => onUnreadable?.(id, report),
    makeTransport: () => ({ send: relay(transportInto(mock.app)), close: () => Promise.resolve() }),
    policy: {
      callTimeout: 5000,
      deadline: { person: 5000, prefetch: 5000, verification: 5000, bulk: 5000, mirror: 5000 },
      maxTries: 3,
      firstWait: 0,
      blockWait: 0,
      ...policy,
    },
  })
  return {
    main: createSource(
      {
        ...defaults,
        id: 'main',
        kind: 'amo-v4',
        title: 'Main',
        webUrl,
        mirror: { requestsPerSecond: 0, setting: mirror },
      },
      {
        ...dependenciesOf('main'),
        mirrorNeeds,
        mirrorSettings: { verifyInterval: 0, verifiedFor: 0, ...mirrorSettings },
      },
    ),
    legacy: createSource(
      { ...defaults, id: 'legacy', kind: 'amo-v2', title: 'Legacy', webUrl, ...other },
      { ...dependenciesOf('legacy'), mirrorSettings },
    ),
    bots: createSource(
      {
        ...defaults,
        id: 'bots',
        kind: 'watbot',
        title: 'Bots',
        webUrl: null,
        bots: [...bots],
        ...other,
      },
      { ...dependenciesOf('bots'), mirrorSettings },
    ),
  }
}

/** Mock and sources without a proxy. */
export function buildSourceStack(options: MockOptions = {}) {
  const mock = buildSeededMock({ contacts: 0, token: testToken, ...options })
  return { mock, sources: buildSources(mock) }
}

export const writerOf = (source: Source) => requirePart(source.writer, 'writes')
export const linkerOf = (source: Source) => requirePart(source.linker, 'links')

type Edit = Partial<ContactWrite> & { id: number }

/** Changes contacts as jobs do: read immediately before, complete, and in one request. */
export async function editContacts(source: Source, edits: Edit[]): Promise<WriteResult[]> {
  const call = { priority: 'person', isFresh: true } as const
  const ids = [...new Set(edits.map(({ id }) => id))]
  const { snapshots: seen } = await source.reader.readContacts(ids, call)
  const writes = edits.map((edit) => ({ values: {}, tags: { add: [], remove: [] }, ...edit }))
  return writerOf(source).editContacts(writes, call, seen)
}

export async function editContact(source: Source, edit: Edit): Promise<WriteResult> {
  const [result] = await editContacts(source, [edit])
  if (!result) throw new Error('No result')
  return result
}
