import { isMoreUrgent, type Call } from './source-call.ts'
import type { Slot } from './pace.ts'

export type CoalescedRead = {
  /** Waits for the shared response; rejects with the signal's reason when this caller leaves. */
  join: (call: Call) => Promise<unknown>
}

/**
 * One read shared by all callers of the same path while it is in flight. It is aborted when the
 * last caller has left, and its priority is raised when a more urgent caller joins.
 */
export function createCoalescedRead(
  { priority, deadlineMs, client: first, isDivisible = false }: Omit<Call, 'signal'>,
  run: (call: Call, onSlot: (slot: Slot) => void) => Promise<unknown>,
  onEnd: () => void,
): CoalescedRead {
  const abandoned = new AbortController()
  // Evaluated for each try, so that a late caller raises the priority of retries as well.
  const shared: Call = {
    priority,
    ...(deadlineMs && { deadlineMs }),
    ...(first !== undefined && { client: first }),
    isDivisible,
    signal: abandoned.signal,
  }
  let slot: Slot | undefined
  let readers = 0
  const result = run(shared, (next) => (slot = next)).finally(onEnd)
  result.catch(() => {}) // each caller has a promise of its own

  return {
    join({ priority: wanted, client, signal }) {
      readers += 1
      if (isMoreUrgent(wanted, shared.priority)) shared.priority = wanted
      slot?.promote(wanted, client)
      return new Promise((resolve, reject) => {
        const leave = () => {
          readers -= 1
          reject(signal?.reason)
          if (readers > 0) return
          onEnd()
          abandoned.abort(signal?.reason)
        }
        if (signal?.aborted) {
          leave()
          return
        }
        signal?.addEventListener('abort', leave, { once: true })
        result.finally(() => signal?.removeEventListener('abort', leave)).then(resolve, reject)
      })
    },
  }
}
