import type { Job } from '#contract/api/jobs.ts'
import { isEnded } from '#proxy/jobs/store/job-view.ts'

type Options = {
  read: () => Promise<Job>
  /** Resolves when there may be a change, at the latest after `ms` milliseconds. */
  next: (ms: number) => Promise<void>
  /** The last version the client received before the connection broke. */
  lastSeen: number | undefined
  /** Minimum time between events, in milliseconds. */
  minInterval: number
  isOver: () => boolean
}

const heartbeat = 15_000 // shorter than the idle timeout of any proxy

/**
 * A job as server-sent events: the complete job immediately, unless the client received this
 * version already, and again at every change; `end` when the job cannot change any more. A client
 * that reconnects misses no event.
 */
export async function* jobEvents(options: Options): AsyncIterable<string> {
  const { read, next, minInterval, isOver } = options
  let seen = options.lastSeen
  let silentFor = 0
  yield 'retry: 2000\n\n'
  while (!isOver()) {
    // Subscribed before reading, so that no change is missed in between.
    const began = performance.now()
    const news = next(1000)
    const job = await read()
    if (job.version !== seen) {
      seen = job.version
      silentFor = 0
      yield `id: ${job.version}\nevent: job\ndata: ${JSON.stringify(job)}\n\n`
    }
    if (isEnded(job)) {
      yield `event: end\ndata: {}\n\n`
      return
    }
    await news
    const waited = performance.now() - began
    if (waited < minInterval && !isOver()) await wait(minInterval - waited)
    silentFor += performance.now() - began
    if (silentFor < heartbeat) continue
    silentFor = 0
    yield ': heartbeat\n\n'
  }
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
