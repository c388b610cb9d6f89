import { SourceError } from './source-errors.ts'
import type { RetryPolicy } from './source-http.ts'
import { createSleeper } from './sleep.ts'
import type { Pace } from './pace.ts'

const maxBackoffMs = 300_000 // what Kommo names in its own 429

/**
 * The manners of a whole source: after "too many requests" or a block nobody calls for a while,
 * longer each time it happens again, and the first good answer ends it.
 */
export function createBackoff(pace: Pace, policy: RetryPolicy) {
  const sleeper = createSleeper()
  let inRow = 0
  let failure: 'rate_limited' | 'blocked' = 'rate_limited'

  return {
    /** Takes note of a failure; how long everybody waits now (ms), undefined where nobody must. */
    after(error: SourceError): number | undefined {
      if (error.failure !== 'rate_limited' && error.failure !== 'blocked') return undefined
      const asked = error.retryAfter === undefined ? undefined : error.retryAfter * 1000
      // Calls of one burst are refused together: that is one refusal, not one for each.
      const pausedFor = pace.pauseLeft()
      if (pausedFor > 0 && (asked ?? 0) <= pausedFor) return pausedFor
      failure = error.failure
      const first = failure === 'rate_limited' ? policy.firstWait : policy.blockWait
      const wait = Math.min(asked ?? first * 2 ** inRow, maxBackoffMs)
      inRow += 1
      pace.pause(wait)
      return wait
    },

    /** The wait of one request before it is made again. */
    rest: sleeper.sleep,

    end() {
      inRow = 0
    },

    /** Nobody waits any longer, whatever the source has asked for. */
    release() {
      inRow = 0
      pace.release()
      sleeper.wakeAll()
    },

    /** Rather than wait for a quiet that outlasts the caller's patience, say so at once. */
    throwIfLongerThan(deadlineMs: number, path: string) {
      const left = pace.pauseLeft()
      if (left <= deadlineMs) return
      throw new SourceError(failure, `The source is left alone; nobody asks for ${path}`, {
        retryAfter: left / 1000,
      })
    },
  }
}
