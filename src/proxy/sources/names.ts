import { unabandoned, type Call } from './call.ts'

/** Ids to look up at once and what came back for them. */
type Load<T> = (ids: number[], call: Call) => Promise<Map<number, T>>

/**
 * Remembers entities by id for `ttl` milliseconds and asks only for those it does not know,
 * all of them in one call. An id the source does not answer for is remembered as missing, too.
 */
export function createNames<T>(ttl: number, load: Load<T>, now: () => number = Date.now) {
  const known = new Map<number, { value: T | undefined; until: number }>()

  async function get(ids: Iterable<number>, call: Call): Promise<Map<number, T>> {
    const wanted = [...new Set(ids)]
    const missing = wanted.filter((id) => (known.get(id)?.until ?? 0) <= now())
    if (missing.length > 0) {
      const found = await load(missing, unabandoned(call))
      for (const id of missing) {
        known.delete(id) // so that it counts as new
        known.set(id, { value: found.get(id), until: now() + ttl })
      }
      forgetOld()
    }
    const result = new Map<number, T>()
    for (const id of wanted) {
      const value = known.get(id)?.value
      if (value !== undefined) result.set(id, value)
    }
    return result
  }

  /** Keeps memory flat over days of paging; insertion order stands in for age. */
  function forgetOld() {
    for (const id of known.keys()) {
      if (known.size <= maxKnown) return
      known.delete(id)
    }
  }

  return { get }
}

const maxKnown = 50_000
