import type { Call } from './call.ts'
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
  run: (signal: AbortSignal, onTurn: (turn: Turn) => void) => Promise<unknown>,
  onEnd: () => void,
): SharedRead {
  const abandoned = new AbortController()
  let turn: Turn | undefined
  let askers = 0
  const result = run(abandoned.signal, (next) => (turn = next)).finally(onEnd)
  result.catch(() => {}) // each asker is told by its own promise

  return {
    join({ priority, signal }) {
      askers += 1
      turn?.promote(priority)
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
