import type { LiveEvent } from '#contract/api/proxy-events.ts'
import type { MirrorStatus } from '#contract/api/mirror.ts'
import type { Jobs } from '#proxy/jobs/job-service.ts'
import { mergeChanges, type ContactChanges } from '#proxy/sources/contact-changes.ts'
import type { Source } from '#proxy/sources/source.ts'
import type { Access } from '#proxy/auth/access.ts'
import { createEventLog, type Logged } from './event-log.ts'
import { createJobFeed } from './job-feed.ts'
import { eventStream } from './event-stream.ts'
import { createThrottle } from './throttle.ts'
import { visibleEvent } from './visible-event.ts'

export type LiveSettings = {
  /** Between two notifications of a source, in milliseconds. */
  minInterval: number
  /** Events for a client that reads too slowly; with more, it reads everything again. */
  maxQueued: number
  /** Events remembered for clients that connect again. */
  maxRemembered: number
  /** Milliseconds after which something is sent; shorter than the idle timeout of any proxy. */
  heartbeat: number
}

export const defaultLiveSettings: LiveSettings = {
  minInterval: 500,
  maxQueued: 200,
  maxRemembered: 500,
  heartbeat: 15_000,
}

type Options = {
  sources: Source[]
  jobs?: Jobs | undefined
  readStatus: (source: Source) => Promise<MirrorStatus>
  settings?: Partial<LiveSettings> | undefined
  onError?: (error: unknown) => void
}

type Client = { access: Access; lastId: string | undefined; signal: AbortSignal }

export type LiveHub = ReturnType<typeof createLiveHub>

/** What happens at the sources and their copies, for everybody who follows it. */
export function createLiveHub({ sources, jobs, readStatus, onError = () => {}, ...rest }: Options) {
  const settings = { ...defaultLiveSettings, ...rest.settings }
  const log = createEventLog(settings.maxRemembered)
  const closing = new AbortController()
  const clients = new Set<(logged: Logged) => void>()
  const find = (id: string) => sources.find(({ info }) => info.id === id)

  function publish(event: LiveEvent) {
    const logged = log.add(event)
    for (const push of clients) push(logged)
  }

  const jobFeed = jobs && createJobFeed({ jobs, sources, publish, onError })
  const followed = sources.flatMap((source) => followCopy(source) ?? [])

  /** Publishes what becomes of a source's copy. */
  function followCopy(source: Source) {
    const { mirror } = source
    const { id } = source.info
    if (!mirror) return undefined
    let waiting: ContactChanges | undefined
    let capabilities = JSON.stringify(source.info.capabilities)
    let status = ''

    function publishContacts() {
      if (waiting) publish({ type: 'contacts', source: id, ...waiting })
      waiting = undefined
    }
    async function look(): Promise<void> {
      publishContacts()
      const can = source.info.capabilities
      const text = JSON.stringify(can)
      if (text !== capabilities) publish({ type: 'capabilities', source: id, capabilities: can })
      capabilities = text
      // Each client gets it at first.
      if (clients.size === 0) return
      const current = await readStatus(source)
      // What it claims to contain has been told.
      publishContacts()
      const next = JSON.stringify(current)
      if (next !== status) publish({ type: 'mirror', source: id, status: current })
      status = next
    }
    const throttle = createThrottle(look, { interval: settings.minInterval, onError })
    const end = mirror.follow({
      onContacts(changes) {
        waiting = mergeChanges(waiting, changes)
        throttle.request()
      },
      onState: () => throttle.request(),
    })
    return {
      close() {
        end()
        throttle.close()
      },
    }
  }

  async function currentStates(access: Access): Promise<LiveEvent[]> {
    const withCopy = sources.filter(
      ({ mirror, info }) => mirror?.isOn() && access.of(info.id).may('read'),
    )
    return Promise.all(
      withCopy.map(async (source) => ({
        type: 'mirror' as const,
        source: source.info.id,
        status: await readStatus(source),
      })),
    )
  }

  return {
    /** Server-sent events for one client, until its signal aborts or the hub closes. */
    stream({ access, lastId, signal }: Client): AsyncIterable<string> {
      return eventStream({
        subscribe(push) {
          clients.add(push)
          const endJobs = jobFeed?.begin()
          return () => {
            clients.delete(push)
            endJobs?.()
          }
        },
        missed: () => log.after(lastId),
        lastId: log.lastId,
        current: async () => {
          await jobFeed?.ready()
          return currentStates(access)
        },
        see: (event) => visibleEvent(event, access, find),
        signal: AbortSignal.any([signal, closing.signal]),
        maxQueued: settings.maxQueued,
        heartbeat: settings.heartbeat,
      })
    },
    countClients: (): number => clients.size,
    close() {
      closing.abort()
      for (const copy of followed) copy.close()
      jobFeed?.close()
    },
  }
}
