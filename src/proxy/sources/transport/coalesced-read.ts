import { isMoreUrgent, type Call } from './source-call.ts'
import type { Slot } from './pace.ts'

export type CoalescedRead = {
  /** Waits for the answer with the others; rejects with the signal's reason when this asker leaves. */
  join: (call: Call) => Promise<unknown>
}

/**
 * One read for all who ask for the same while it is under way. It is broken off when the last of
 * them has left, and moved up in the line when a more important one joins.
 */
export function createCoalescedRead(
  { priority, deadlineMs }: Pick<Call, 'priority' | 'deadlineMs'>,
  run: (call: Call, onSlot: (slot: Slot) => void) => Promise<unknown>,
  onEnd: () => void,
): CoalescedRead {
  const abandoned = new AbortController()
  // Read again for each try, so that who joins late moves the repeats up as well.
  const shared: Call = { priority, ...(deadlineMs && { deadlineMs }), signal: abandoned.signal }
  let slot: Slot | undefined
  let readers = 0
  const result = run(shared, (next) => (slot = next)).finally(onEnd)
  result.catch(() => {}) // each asker is told by its own promise

  return {
    join({ priority: wanted, signal }) {
      readers += 1
      if (isMoreUrgent(wanted, shared.priority)) shared.priority = wanted
      slot?.promote(wanted)
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
