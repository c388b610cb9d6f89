import { withoutSignal, type Call } from './source-call.ts'

/**
 * Caches one result for `ttl` milliseconds. Concurrent callers share one call, made at the priority
 * of the first; a failure is not cached.
 */
export function ttlCache<T>(
  ttl: number,
  load: (call: Call) => Promise<T>,
  now: () => number = () => performance.now(),
) {
  let known: { value: Promise<T>; until: number } | undefined
  const ask = (call: Call): Promise<T> => {
    if (known && now() < known.until) return known.value
    const value = load(withoutSignal(call))
    const mine = { value, until: now() + ttl }
    known = mine
    value.catch(() => {
      if (known === mine) known = undefined
    })
    return value
  }
  return Object.assign(ask, { forget: () => void (known = undefined) })
}
