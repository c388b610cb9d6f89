import * as z from 'zod/mini'
import { liveEvent, type LiveEvent } from '#contract/api/proxy-events.ts'
import { readLiveEvents } from './live-stream.ts'

export type LiveHandlers = {
  onEvent: (event: LiveEvent) => void
  /** Called with false each time the connection fails. */
  onLine?: (isConnected: boolean) => void
}

/** What tabs of one browser send to each other; another one may be of another version. */
const message = z.discriminatedUnion('kind', [
  /** Of a new tab, which needs to know whether there is a connection. */
  z.object({ kind: z.literal('ask') }),
  z.object({
    kind: z.literal('line'),
    isConnected: z.boolean(),
    lastId: z.optional(z.string()),
  }),
  z.object({ kind: z.literal('event'), event: liveEvent, id: z.optional(z.string()) }),
])
type Message = z.infer<typeof message>

type Platform = {
  /** Undefined where the page is not served by HTTPS or from this machine. */
  locks: Pick<LockManager, 'request'> | undefined
  openChannel: () => BroadcastChannel
  document: Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>
  read?: typeof readLiveEvents
}

const name = 'kartoteka-events'
/** Nothing is known of what came before. */
const unknownPast: LiveEvent = { type: 'ready', isResumed: false }

/**
 * Events of the proxy for all parts of this tab. A browser has six connections to a server over
 * HTTP/1.1, so that one tab holds the stream and passes its events on to the others; where there are
 * no locks to agree on which one, each tab that is seen has its own.
 */
export function createTabEvents({ locks, openChannel, document, read = readLiveEvents }: Platform) {
  const handlers = new Set<LiveHandlers>()
  let control: AbortController | undefined
  let channel: BroadcastChannel | undefined
  let isConnected = false
  let isLeader = false
  let lastId: string | undefined

  const send = (sent: Message) => channel?.postMessage(sent)

  function setLine(isUp: boolean) {
    if (isUp && isConnected) return
    isConnected = isUp
    for (const { onLine } of handlers) onLine?.(isUp)
  }
  function deliver(event: LiveEvent, id: string | undefined) {
    lastId = id ?? lastId
    for (const { onEvent } of handlers) onEvent(event)
  }

  async function lead(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return
    isLeader = true
    await read({
      signal,
      lastId: () => lastId,
      onEvent(event, id) {
        deliver(event, id)
        send({ kind: 'event', event, id })
      },
      onLine(isUp) {
        if (!isUp || !isConnected) send({ kind: 'line', isConnected: isUp, lastId })
        setLine(isUp)
      },
    })
    isLeader = false
  }

  function receive({ data }: MessageEvent<unknown>) {
    const { data: received } = message.safeParse(data)
    switch (received?.kind) {
      case 'ask':
        if (isLeader) send({ kind: 'line', isConnected, lastId })
        return
      case 'line': {
        const isNews = received.isConnected && !isConnected
        setLine(received.isConnected)
        if (isNews) deliver(unknownPast, received.lastId)
        return
      }
      case 'event':
        setLine(true)
        deliver(received.event, received.id)
        return
      case undefined:
        // Of another version.
        return
    }
  }

  function start() {
    control = new AbortController()
    const { signal } = control
    if (!locks) return readWhileSeen(signal)
    channel = openChannel()
    channel.onmessage = receive
    send({ kind: 'ask' })
    locks
      .request(name, { signal }, () => lead(signal))
      .catch((error: unknown) => {
        if (!signal.aborted) throw error
      })
  }

  function readWhileSeen(signal: AbortSignal) {
    let seen: AbortController | undefined
    const look = () => {
      const isSeen = document.visibilityState === 'visible'
      if (isSeen && !seen) {
        seen = new AbortController()
        void lead(AbortSignal.any([signal, seen.signal]))
      } else if (!isSeen) {
        seen?.abort()
        seen = undefined
        isConnected = false
      }
    }
    look()
    document.addEventListener('visibilitychange', look)
    signal.addEventListener('abort', () => document.removeEventListener('visibilitychange', look))
  }

  function stop() {
    control?.abort()
    control = undefined
    channel?.close()
    channel = undefined
    isConnected = false
    isLeader = false
  }

  return {
    isConnected: () => isConnected,
    /** Returns the function that ends it; with the last one the connection ends. */
    subscribe: (added: LiveHandlers): (() => void) => {
      handlers.add(added)
      if (!control) start()
      else if (isConnected)
        queueMicrotask(() => {
          if (!handlers.has(added)) return
          added.onLine?.(true)
          added.onEvent(unknownPast)
        })
      return () => {
        handlers.delete(added)
        // Not between two pages.
        setTimeout(() => {
          if (handlers.size === 0) stop()
        })
      }
    },
  }
}
