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
const windowMs = 1030

/**
 * At most `perSecond` departures in any second, for one process. A sliding window rather than even
 * steps, so that a lone page view may spend its calls at once; 0 means no limit.
 */
export function createLocalGate(perSecond: number, now: () => number = Date.now): Gate {
  const departures: number[] = []
  // When the last one was due: steps are counted from there, or delays would add up.
  let lastPlanned = -Infinity
  let pausedUntil = 0
  return {
    async reserve(evenly) {
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
      pausedUntil = Math.max(pausedUntil, now() + ms)
    },
    async release() {
      pausedUntil = 0
      lastPlanned = Math.min(lastPlanned, now())
      while ((departures.at(-1) ?? 0) > now()) departures.pop()
    },
  }
}
