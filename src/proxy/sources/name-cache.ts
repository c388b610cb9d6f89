import {
  isMoreUrgent,
  withoutSignal,
  type Call,
  type Priority,
} from '#proxy/sources/transport/source-call.ts'

/** Ids to look up at once and what came back for them. */
type Load<T> = (ids: number[], call: Call) => Promise<Map<number, T>>

type Batch = { ids: Set<number>; priority: Priority; done: Promise<void> }

const maxKnown = 50_000

/**
 * Remembers entities by id for `ttl` milliseconds and asks only for those it does not know. While
 * one look-up is under way the ids of all askers gather for the next, so that many pages read at
 * once cost few calls. An id without an answer is remembered as missing, too.
 */
export function createNameCache<T>(ttl: number, load: Load<T>, now: () => number = Date.now) {
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

  /** Leaves when the look-up before it is back, or with the current turn of the event loop. */
  function begin(call: Call): Batch {
    const batch: Batch = { ids: new Set(), priority: call.priority, done: Promise.resolve() }
    batch.done = running.then(async () => {
      gathering = undefined
      await fetchNames([...batch.ids], { priority: batch.priority })
    })
    // A failed look-up is told to its askers; the next one begins all the same.
    running = batch.done.catch(() => {})
    return batch
  }

  async function fetchNames(ids: number[], call: Call) {
    const before = forgotten
    const found = await load(ids, withoutSignal(call))
    if (before !== forgotten) return // what was true before is not remembered
    for (const id of ids) remember(id, found.get(id))
    // Keeps memory flat over days of paging; insertion order stands in for age.
    for (const id of known.keys()) {
      if (known.size <= maxKnown) return
      known.delete(id)
    }
  }

  /** Takes what was learnt elsewhere. */
  function remember(id: number, value: T | undefined) {
    known.delete(id) // so that it counts as new
    known.set(id, { value, until: now() + ttl })
  }

  function forget() {
    forgotten += 1
    known.clear()
  }

  return { get, remember, forget }
}
