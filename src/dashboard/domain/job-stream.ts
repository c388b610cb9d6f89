import { job, type Job } from '#contract/api/jobs.ts'
import { ApiError, request } from '#dashboard/lib/api-client.ts'
import { isEnded } from './job-facts.ts'
import { subscribeLive } from './live-events.ts'

type Follow = {
  source: string
  id: string
  signal: AbortSignal
  /** The last known version. */
  seen: number | undefined
  onJob: (job: Job) => void
  /** Whether the connection is lost; it is retried until the signal aborts. */
  onLine: (isDisconnected: boolean) => void
}

/**
 * Follows a job by the events of the proxy until it ends or the signal aborts; throws `ApiError` if
 * the proxy rejects it. While the events cannot be read, the job is read at each attempt.
 */
export function followJob(follow: Follow): Promise<void> {
  const { source, id, signal, onLine } = follow
  let seen = follow.seen
  return new Promise((resolve, reject) => {
    function leave() {
      unsubscribe()
      signal.removeEventListener('abort', end)
    }
    function end() {
      leave()
      resolve()
    }
    function take(news: Job) {
      if (signal.aborted) return
      if (seen === undefined || news.version > seen) {
        seen = news.version
        follow.onJob(news)
      }
      if (isEnded(news)) end()
    }
    async function read(): Promise<void> {
      try {
        take(await request(job, `/api/sources/${source}/jobs/${id}`, { signal }))
      } catch (error) {
        if (signal.aborted || !(error instanceof ApiError) || error.code === 'offline') return
        leave()
        reject(error)
      }
    }
    const unsubscribe = subscribeLive({
      onEvent(event) {
        // What came before is not known by the events of others.
        if (event.type === 'ready') void read()
        if (event.type === 'job' && event.source === source && event.job.id === id) take(event.job)
      },
      onLine(isConnected) {
        onLine(!isConnected)
        if (!isConnected) void read()
      },
    })
    signal.addEventListener('abort', end)
    if (signal.aborted) end()
  })
}
