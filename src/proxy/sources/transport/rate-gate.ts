/**
 * When the next call to a source may leave. One gate per source; it may be shared by several
 * processes over a database.
 */
export type Gate = {
  /**
   * Takes the next free departure and answers the milliseconds until it. `evenly`: nobody is in a
   * hurry, so keep an even step from the last one; a person who comes next then never waits for a
   * whole second's calls spent at once, but one step at most.
   */
  reserve: (evenly: boolean) => Promise<number>
  /** The reserved departure has just been made; a busy machine may have made it late. */
  departed?: () => void
  /** Nobody leaves for so many milliseconds: the source has asked for a pause. */
  pause: (ms: number) => Promise<void>
  /** The pause is over before its time, and so are departures reserved for after it. */
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
  // Where the last one was to leave: steps are counted from there, or lateness would add up.
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
