import { maxRetryAfterSeconds } from './retry-after.ts'
import { SourceError } from './source-errors.ts'
import type { RetryPolicy } from './source-http.ts'
import { createSleeper } from './sleep.ts'
import type { Pace } from './pace.ts'

const maxBackoffMs = maxRetryAfterSeconds * 1000

/**
 * Backoff for a source: after "too many requests" or a block, nothing is sent for a while, longer
 * after each repetition; the first successful response resets it.
 */
export function createBackoff(pace: Pace, policy: RetryPolicy) {
  const sleeper = createSleeper()
  let inRow = 0
  let failure: 'rate_limited' | 'blocked' = 'rate_limited'

  return {
    /**
     * Records a failure; returns the pause of the source in milliseconds, undefined if there is
     * none.
     */
    after(error: SourceError): number | undefined {
      if (error.failure !== 'rate_limited' && error.failure !== 'blocked') return undefined
      const asked = error.retryAfter === undefined ? undefined : error.retryAfter * 1000
      // Calls of one burst are rejected together: this counts once, not once per call.
      const pausedFor = pace.pauseLeft()
      if (pausedFor > 0 && (asked ?? 0) <= pausedFor) return pausedFor
      failure = error.failure
      const first = failure === 'rate_limited' ? policy.firstWait : policy.blockWait
      const wait = Math.min(asked ?? first * 2 ** inRow, maxBackoffMs)
      inRow += 1
      pace.pause(wait)
      return wait
    },

    /** The wait of one request before it is repeated. */
    rest: sleeper.sleep,

    end() {
      inRow = 0
    },

    /** Ends all waits, including a pause that the source asked for. */
    release() {
      inRow = 0
      pace.release()
      sleeper.wakeAll()
    },

    /** Fails immediately if the pause exceeds the caller's deadline. */
    throwIfLongerThan(deadlineMs: number, path: string) {
      const left = pace.pauseLeft()
      if (left <= deadlineMs) return
      throw new SourceError(failure, `Requests to the source are paused; not sent: ${path}`, {
        retryAfter: left / 1000,
      })
    },
  }
}
