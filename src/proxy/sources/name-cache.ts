import {
  isMoreUrgent,
  withoutSignal,
  type Call,
  type Priority,
} from '#proxy/sources/transport/source-call.ts'

/** Looks up IDs in one call. */
type Load<T> = (ids: number[], call: Call) => Promise<Map<number, T>>

type Batch = { ids: Set<number>; priority: Priority; done: Promise<void> }

const maxKnown = 50_000

/**
 * Caches entities by ID for `ttl` milliseconds and looks up only unknown ones. While a lookup is in
 * flight, the IDs of all callers are collected for the next one, so that many concurrent pages cost
 * few calls. Missing IDs are cached as well.
 */
export function createNameCache<T>(
  ttl: number,
  load: Load<T>,
  now: () => number = () => performance.now(),
) {
  const known = new Map<number, { value: T | undefined; until: number }>()
  let forgotten = 0
  let gathering: Batch | undefined
  let running: Promise<unknown> = Promise.resolve()

  async function get(ids: Iterable<number>, call: Call): Promise<Map<number, T>> {
    const wanted = [...new Set(ids)]
    const found = new Map<number, T>()
    const missing = wanted.filter((id) => (known.get(id)?.until ?? 0) <= now())
    if (missing.length > 0) await join(missing, call)
    for (const id of wanted) {
      const value = known.get(id)?.value
      if (value !== undefined) found.set(id, value)
    }
    return found
  }

  function join(ids: number[], call: Call): Promise<void> {
    gathering ??= begin(call)
    for (const id of ids) gathering.ids.add(id)
    if (isMoreUrgent(call.priority, gathering.priority)) gathering.priority = call.priority
    return gathering.done
  }

  /** Starts after the previous lookup, or at the end of the current event loop turn. */
  function begin(call: Call): Batch {
    const batch: Batch = { ids: new Set(), priority: call.priority, done: Promise.resolve() }
    batch.done = running.then(async () => {
      gathering = undefined
      await fetchNames([...batch.ids], { priority: batch.priority })
    })
    // A failed lookup rejects its own callers; the next one starts regardless.
    running = batch.done.catch(() => {})
    return batch
  }

  async function fetchNames(ids: number[], call: Call) {
    const before = forgotten
    const found = await load(ids, withoutSignal(call))
    if (before !== forgotten) return // the cache was cleared meanwhile
    for (const id of ids) remember(id, found.get(id))
    // Bounds memory over days of paging; insertion order is age.
    for (const id of known.keys()) {
      if (known.size <= maxKnown) return
      known.delete(id)
    }
  }

  /** Stores an entity that was read elsewhere. */
  function remember(id: number, value: T | undefined) {
    known.delete(id) // so that it counts as new
    known.set(id, { value, until: now() + ttl })
  }

  function forget() {
    forgotten += 1
    known.clear()
  }

  /** What is known of an ID without a look-up. */
  const peek = (id: number): T | undefined => known.get(id)?.value

  return { get, peek, remember, forget }
}
