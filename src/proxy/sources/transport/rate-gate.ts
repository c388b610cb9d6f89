import { maxRetryAfterSeconds } from './retry-after.ts'

/**
 * When the next call to a source may be sent. One gate per source; it may be shared by several
 * processes over a database.
 */
export type Gate = {
  /**
   * Reserves the next free departure; resolves to the milliseconds until it. `evenly`: no call is
   * urgent, so keep an even step from the last one; an urgent call then never waits for a whole
   * second's calls spent at once, but one step at most.
   */
  reserve: (evenly: boolean) => Promise<number>
  /** The reserved call has just been sent; on a busy machine it may be late. */
  departed?: () => void
  /** Sends nothing for `ms` milliseconds: the source asked for a pause. */
  pause: (ms: number) => Promise<void>
  /** Ends the pause early, and drops departures reserved after it. */
  release: () => Promise<void>
}

/** The upstream counts arrivals, we count departures: the margin covers the jitter between. */
export const windowMs = 1030
/** No source is left alone for longer, whatever it or a clock says. */
export const maxPauseMs = maxRetryAfterSeconds * 1000

/**
 * At most `perSecond` departures in any second, for one process. A sliding window rather than even
 * steps, so that a lone page view may spend its calls at once; 0 means no limit. The clock is one that
 * nobody sets; should it jump all the same, no wait outlasts a window beyond the longest pause.
 * `isFollowing`: an earlier process may have spent this second's calls just before it was killed, so
 * that this one begins with the next.
 */
export function createLocalGate(
  perSecond: number,
  now: () => number = () => performance.now(),
  { isFollowing = false }: { isFollowing?: boolean } = {},
): Gate {
  const departures: number[] = isFollowing ? Array.from({ length: perSecond }, now) : []
  // When the last one was due: steps are counted from there, or delays would add up.
  let lastPlanned = -Infinity
  let pausedUntil = -Infinity

  /** What cannot be is of a clock that has jumped: it is forgotten, or it would be waited for. */
  function forgetImpossible() {
    if (pausedUntil > now() + maxPauseMs) pausedUntil = -Infinity
    const horizon = Math.max(now(), pausedUntil) + windowMs
    if (lastPlanned > horizon) lastPlanned = -Infinity
    if (departures.some((at) => at > horizon)) {
      const possible = departures.filter((at) => at <= now())
      // Where the clock went back nobody knows who left within the last second: all of them, say.
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
