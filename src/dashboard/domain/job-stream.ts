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

type Event = { name: string; data: string; retry: number | undefined }

/** The blocks of a stream as they arrive; a connection that is silent for too long is closed. */
async function* eventsOf(answer: Response, line: AbortController): AsyncGenerator<Event, void> {
  const reader = answer.body?.getReader()
  if (!reader) return
  const decoder = new TextDecoder()
  let text = ''
  for (;;) {
    const timer = setTimeout(() => line.abort(), maxSilence)
    const { done, value } = await reader.read().finally(() => clearTimeout(timer))
    if (done) return
    text += decoder.decode(value, { stream: true })
    const blocks = text.split('\n\n')
    text = blocks.pop() ?? ''
    for (const block of blocks) yield eventOf(block)
  }
}

function eventOf(block: string): Event {
  const of = (name: string) =>
    block.split('\n').flatMap((line) => {
      return line.startsWith(`${name}: `) ? [line.slice(name.length + 2)] : []
    })
  const [retry] = of('retry')
  return {
    name: of('event')[0] ?? '',
    data: of('data').join('\n'),
    retry: retry === undefined ? undefined : Number(retry),
  }
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done)
  })
