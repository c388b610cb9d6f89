import type { LiveEvent } from '#contract/api/proxy-events.ts'
import type { Logged } from './event-log.ts'

type Options = {
  /** Returns the function that ends it. */
  subscribe: (push: (logged: Logged) => void) => () => void
  /** What the client has missed since it was connected last; undefined if that is unknown. */
  missed: () => Logged[] | undefined
  lastId: () => string
  /** States that a client needs at first. */
  current: () => Promise<LiveEvent[]>
  /** What the client may see of an event. */
  see: (event: LiveEvent) => Promise<LiveEvent | undefined>
  signal: AbortSignal
  maxQueued: number
  heartbeat: number
}

/**
 * Server-sent events for one client, one at a time as the connection takes them. Of a client that
 * reads too slowly no more than `maxQueued` wait: it is told to read everything again instead.
 */
export async function* eventStream(options: Options): AsyncGenerator<string, void> {
  const { signal, maxQueued } = options
  let queue: Logged[] = []
  let isTooSlow = false
  let wake = () => {}
  const end = options.subscribe((logged) => {
    if (queue.length < maxQueued) queue.push(logged)
    else isTooSlow = true
    wake()
  })
  const missed = options.missed()
  queue = [...(missed ?? [])]
  const ready = (isResumed: boolean): string =>
    // Events that wait are sent after it with IDs of their own.
    toText({ type: 'ready', isResumed }, queue.length > 0 ? undefined : options.lastId())

  /** Resolves at the next event, on abort, or after some time, with whether nothing has happened. */
  const silence = () =>
    new Promise<boolean>((resolve) => {
      const done = (isSilent: boolean) => {
        clearTimeout(timer)
        signal.removeEventListener('abort', onAbort)
        wake = () => {}
        resolve(isSilent)
      }
      const onAbort = () => done(false)
      const timer = setTimeout(() => done(true), options.heartbeat)
      wake = () => done(false)
      signal.addEventListener('abort', onAbort, { once: true })
    })

  try {
    yield 'retry: 2000\n\n'
    const current = await options.current()
    yield ready(missed !== undefined)
    for (const event of current) yield toText(event)
    while (!signal.aborted) {
      if (isTooSlow) {
        queue = []
        isTooSlow = false
        yield ready(false)
      }
      const next = queue.shift()
      if (next) {
        const seen = await options.see(next.event)
        if (seen) yield toText(seen, next.id)
      } else if (await silence()) yield ': heartbeat\n\n'
    }
  } finally {
    end()
  }
}

const toText = (event: LiveEvent, id?: string): string =>
  `${id === undefined ? '' : `id: ${id}\n`}event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`
