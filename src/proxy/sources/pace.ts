/** Waits for a turn; rejects with the signal's reason when the caller gives up waiting. */
export type Pace = (signal?: AbortSignal) => Promise<void>

/** The upstream counts arrivals, we count departures: the margin covers the jitter between. */
const windowMs = 1050

/**
 * At most `perSecond` departures in any second, in order of arrival.
 * A sliding window, so that a lone page view may spend its calls at once; 0 means no limit.
 */
export function createPace(
  perSecond: number,
  now: () => number = performance.now.bind(performance),
): Pace {
  if (perSecond === 0) return () => Promise.resolve()
  const departures: number[] = []
  const waiting: { go: () => void }[] = []
  let timer: ReturnType<typeof setTimeout> | undefined

  function pump() {
    timer = undefined
    while (waiting.length > 0) {
      while (departures.length > 0 && now() - (departures[0] ?? 0) >= windowMs) departures.shift()
      if (departures.length >= perSecond) {
        timer = setTimeout(pump, Math.max(1, windowMs - (now() - (departures[0] ?? 0))))
        return
      }
      departures.push(now())
      waiting.shift()?.go()
    }
  }

  return (signal) =>
    new Promise((resolve, reject) => {
      signal?.throwIfAborted()
      const turn = {
        go: () => {
          signal?.removeEventListener('abort', giveUp)
          resolve()
        },
      }
      const giveUp = () => {
        waiting.splice(waiting.indexOf(turn), 1)
        reject(signal?.reason)
      }
      signal?.addEventListener('abort', giveUp, { once: true })
      waiting.push(turn)
      if (!timer) pump()
    })
}
