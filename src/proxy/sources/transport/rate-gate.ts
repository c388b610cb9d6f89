import { maxRetryAfterSeconds } from './retry-after.ts'

/**
 * Determines when the next call to a source may be sent. One gate per source; several processes may
 * share it in a database.
 */
export type Gate = {
  /**
   * Reserves the next free departure; resolves to the milliseconds until it. `evenly`: the call is
   * not urgent, so keep an even interval to the last one; an urgent call then waits for one
   * interval at most and not for a whole second whose calls were sent at once.
   */
  reserve: (evenly: boolean) => Promise<number>
  /** Called when the reserved call has been sent, which may be late on a busy machine. */
  departed?: () => void
  /** Sends nothing for `ms` milliseconds, because the source asked for a pause. */
  pause: (ms: number) => Promise<void>
  /** Ends the pause early, and discards departures reserved after it. */
  release: () => Promise<void>
}

/**
 * The upstream counts arrivals, the proxy counts departures: the margin covers variations of the
 * delay.
 */
export const windowMs = 1030
/** Upper limit of a pause, whatever the source or a clock requires. */
export const maxPauseMs = maxRetryAfterSeconds * 1000

/**
 * At most `perSecond` departures in any second, for one process; 0 means no limit. A sliding window
 * rather than even intervals, so that a single page view may send its calls at once. The clock is
 * monotonic; if it jumps nevertheless, no wait exceeds the longest pause by more than a window.
 * `isFollowing`: an earlier process may have used up this second's calls before it was killed, so
 * this process begins with the next second.
 */
export function createLocalGate(
  perSecond: number,
  now: () => number = () => performance.now(),
  { isFollowing = false }: { isFollowing?: boolean } = {},
): Gate {
  const departures: number[] = isFollowing ? Array.from({ length: perSecond }, now) : []
  // When the last call was due: intervals start from there, otherwise delays would accumulate.
  let lastPlanned = -Infinity
  let pausedUntil = -Infinity

  /**
   * Discards impossible times, which result from a clock that has jumped, so that no call waits for
   * them.
   */
  function forgetImpossible() {
    if (pausedUntil > now() + maxPauseMs) pausedUntil = -Infinity
    const horizon = Math.max(now(), pausedUntil) + windowMs
    if (lastPlanned > horizon) lastPlanned = -Infinity
    if (departures.some((at) => at > horizon)) {
      const possible = departures.filter((at) => at <= now())
      // If the clock was set back, the departures within the last second are unknown: all of them
      // are assumed to be.
      departures.splice(
        0,
        departures.length,
        ...possible,
        ...departures.slice(possible.length).map(now),
      )
    }
  }

  return {
    async reserve(evenly) {
      forgetImpossible()
      const earliest = Math.max(now(), pausedUntil)
      if (perSecond === 0) return earliest - now()
      const windowEnd = (departures.at(-perSecond) ?? -Infinity) + windowMs
      const step = evenly ? windowMs / perSecond : 0
      const at = Math.max(earliest, windowEnd, lastPlanned + step)
      lastPlanned = at
      departures.push(at)
      if (departures.length > perSecond) departures.shift()
      return at - now()
    },
    departed() {
      if (departures.length > 0) departures[departures.length - 1] = now()
    },
    async pause(ms) {
      forgetImpossible()
      pausedUntil = Math.max(pausedUntil, now() + Math.min(ms, maxPauseMs))
    },
    async release() {
      pausedUntil = -Infinity
      lastPlanned = Math.min(lastPlanned, now())
      while ((departures.at(-1) ?? 0) > now()) departures.pop()
    },
  }
}
