import { isMoreImportant, type Call } from './source-call.ts'
import type { Turn } from './pace.ts'

export type SharedRead = {
  /** Waits for the answer with the others; rejects with the signal's reason when this asker leaves. */
  join: (call: Call) => Promise<unknown>
}

/**
 * One read for all who ask for the same while it is under way. It is broken off when the last of
 * them has left, and moved up in the line when a more important one joins.
 */
export function createSharedRead(
  { priority, patience }: Pick<Call, 'priority' | 'patience'>,
  run: (call: Call, onTurn: (turn: Turn) => void) => Promise<unknown>,
  onEnd: () => void,
): SharedRead {
  const abandoned = new AbortController()
  // Read again for each try, so that who joins late moves the repeats up as well.
  const shared: Call = { priority, ...(patience && { patience }), signal: abandoned.signal }
  let turn: Turn | undefined
  let askers = 0
  const result = run(shared, (next) => (turn = next)).finally(onEnd)
  result.catch(() => {}) // each asker is told by its own promise

  return {
    join({ priority: wanted, signal }) {
      askers += 1
      if (isMoreImportant(wanted, shared.priority)) shared.priority = wanted
      turn?.promote(wanted)
      return new Promise((resolve, reject) => {
        const leave = () => {
          askers -= 1
          reject(signal?.reason)
          if (askers > 0) return
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
