import { createParser } from 'eventsource-parser'
import { liveEvent, type LiveEvent } from '#contract/api/proxy-events.ts'
import { open } from '#dashboard/lib/api-client.ts'

type Reading = {
  signal: AbortSignal
  /** The last event that was received, by whichever tab. */
  lastId: () => string | undefined
  onEvent: (event: LiveEvent, id: string | undefined) => void
  /** Called with false each time the connection fails; it is tried again until the signal aborts. */
  onLine: (isConnected: boolean) => void
  /** Milliseconds between two attempts, until the stream sets another delay. */
  wait?: number
}

const maxSilence = 45_000 // milliseconds: the proxy sends something at least every 15 s
const longestWait = 30_000

/**
 * Reads the events of the proxy until the signal aborts. The browser's EventSource supports no signal
 * and does not distinguish a rejection from a lost connection.
 */
export async function readLiveEvents(reading: Reading): Promise<void> {
  const { signal, onLine } = reading
  let { wait: first = 2000 } = reading
  for (let wait = first; !signal.aborted;) {
    const line = new AbortController()
    try {
      const lastId = reading.lastId()
      const answer = await open(
        '/api/events',
        AbortSignal.any([signal, line.signal]),
        lastId === undefined ? {} : { 'last-event-id': lastId },
      )
      for await (const { retry, data, id } of eventsOf(answer, line)) {
        if (signal.aborted) return
        onLine(true)
        wait = first
        if (retry !== undefined) wait = first = retry
        const event = eventIn(data)
        if (event) reading.onEvent(event, id)
      }
    } catch {
      // Tried again, whatever the reason: the proxy may be starting, or be of an older version.
    } finally {
      line.abort()
    }
    if (signal.aborted) return
    onLine(false)
    await pause(wait, signal)
    wait = Math.min(wait * 2, longestWait)
  }
}

/** Undefined for an event that this version does not know. */
function eventIn(data: string): LiveEvent | undefined {
  return data === '' ? undefined : liveEvent.safeParse(JSON.parse(data)).data
}

type Arrived = { id: string | undefined; data: string; retry: number | undefined }

/** What arrives on a stream; closes a connection that is silent for too long. */
async function* eventsOf(answer: Response, line: AbortController): AsyncGenerator<Arrived, void> {
  const reader = answer.body?.getReader()
  if (!reader) return
  const events: Arrived[] = []
  const add = (event: Partial<Arrived>) =>
    void events.push({ id: undefined, data: '', retry: undefined, ...event })
  const parser = createParser({
    onEvent: ({ id, data }) => add({ id, data }),
    onRetry: (retry) => add({ retry }),
    onComment: () => add({}),
  })
  const decoder = new TextDecoder()
  for (;;) {
    const timer = setTimeout(() => line.abort(), maxSilence)
    const { done, value } = await reader.read().finally(() => clearTimeout(timer))
    if (done) return
    parser.feed(decoder.decode(value, { stream: true }))
    yield* events.splice(0)
  }
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done)
  })
