import { createParser } from 'eventsource-parser'
import { job, type Job } from '#contract/api/jobs.ts'
import { ApiError, open } from '#dashboard/lib/api-client.ts'

type Follow = {
  source: string
  id: string
  signal: AbortSignal
  /** The last known version. */
  seen: number | undefined
  onJob: (job: Job) => void
  /** Whether the connection is lost; it is retried until the signal aborts. */
  onLine: (isDisconnected: boolean) => void
  /** Milliseconds between two attempts, until the stream sets another delay. */
  wait?: number
}

const maxSilence = 45_000 // milliseconds: the proxy sends something at least every 15 s
const longestWait = 30_000

/**
 * Follows a job by server-sent events until it ends or the signal aborts; throws `ApiError` if the
 * proxy rejects it. The browser's EventSource supports no signal and does not distinguish a
 * rejection from a lost connection.
 */
export async function followJob(follow: Follow): Promise<void> {
  const { signal, onLine } = follow
  let { seen, wait: first = 2000 } = follow
  for (let wait = first; !signal.aborted;) {
    const line = new AbortController()
    const both = AbortSignal.any([signal, line.signal])
    try {
      const path = `/api/sources/${follow.source}/jobs/${follow.id}/events`
      const answer = await open(
        path,
        both,
        seen === undefined ? {} : { 'last-event-id': `${seen}` },
      )
      for await (const event of eventsOf(answer, line)) {
        onLine(false)
        wait = first
        if (event.retry !== undefined) wait = first = event.retry
        if (event.name === 'end') return
        if (event.name !== 'job') continue
        const news = job.parse(JSON.parse(event.data))
        seen = news.version
        follow.onJob(news)
      }
    } catch (error) {
      if (signal.aborted) return
      if (error instanceof ApiError && error.code !== 'offline') throw error
    } finally {
      line.abort()
    }
    if (signal.aborted) return
    onLine(true)
    await pause(wait, signal)
    wait = Math.min(wait * 2, longestWait)
  }
}

type Event = { name: string | undefined; data: string; retry: number | undefined }

/** The events of a stream as they arrive; closes a connection that is silent for too long. */
async function* eventsOf(answer: Response, line: AbortController): AsyncGenerator<Event, void> {
  const reader = answer.body?.getReader()
  if (!reader) return
  const events: Event[] = []
  const add = (event: Partial<Event>) =>
    void events.push({ name: undefined, data: '', retry: undefined, ...event })
  const parser = createParser({
    onEvent: ({ event: name, data }) => add({ name, data }),
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
