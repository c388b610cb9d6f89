export type RateLimit = {
  /** Uses per second that are always possible. */
  perSecond: number
  /** Uses at once after a pause. */
  burst: number
}

/** More keys or addresses than are in use at a time; the one that was used longest ago is forgotten. */
const maxBuckets = 10_000

/** Limits how often something is used by each of many, in this process. */
export function createRateBuckets({ perSecond, burst }: RateLimit, now: () => number) {
  const buckets = new Map<string, { left: number; at: number }>()

  /** Takes one use; if there is none, returns the seconds until the next one, else 0. */
  return function take(id: string): number {
    const at = now()
    const former = buckets.get(id) ?? { left: burst, at }
    const left = Math.min(burst, former.left + (Math.max(0, at - former.at) / 1000) * perSecond)
    const isFree = left >= 1
    // At the end of the map, because it was used last.
    buckets.delete(id)
    buckets.set(id, { left: isFree ? left - 1 : left, at })
    for (const oldest of buckets.keys()) {
      if (buckets.size <= maxBuckets) break
      buckets.delete(oldest)
    }
    return isFree ? 0 : Math.max(1, Math.ceil((1 - left) / perSecond))
  }
}
