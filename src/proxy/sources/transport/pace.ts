import { isMoreImportant, priorities, type Priority } from './source-call.ts'
import type { Gate } from './rate-gate.ts'
import { createNaps } from './sleep.ts'

export type Turn = {
  /** Resolves when the call may leave; rejects with the signal's reason when it is given up. */
  ready: Promise<void>
  /** Somebody more important waits for the same call now. */
  promote: (priority: Priority) => void
}

export type Pace = {
  turn: (priority: Priority, signal: AbortSignal) => Turn
  /** The source asks for quiet: nobody leaves for so many milliseconds. */
  hold: (ms: number) => void
  /** The quiet is over before its time. */
  release: () => void
  /** Milliseconds of quiet still to keep; 0 where there are none. */
  heldFor: () => number
  waiting: () => Record<Priority, number>
}

type Waiter = { go: () => void; fail: (reason: unknown) => void; priority: Priority }

type Options = {
  now?: () => number
  /** Told when a shared gate cannot be reached to pass a hold on; our own hold stands all the same. */
  onFault?: (error: unknown) => void
}

/**
 * One line per source: whoever is most important leaves at the gate's next departure, the longest
 * waiting among equals.
 */
export function createPace(gate: Gate, { now = Date.now, onFault = () => {} }: Options = {}): Pace {
  const waiters: Waiter[] = []
  const naps = createNaps()
  let isRunning = false
  let heldUntil = 0
  let releases = 0

  const heldFor = () => Math.max(0, heldUntil - now())

  async function run() {
    isRunning = true
    try {
      while (waiters.length > 0) {
        const before = releases
        await naps.sleep(await gate.reserve(waiters.every((w) => w.priority === 'bulk')))
        // The source may have asked for quiet while we slept.
        while (heldFor() > 0 && waiters.length > 0) await naps.sleep(heldFor())
        if (before !== releases) continue // woken before the departure that was reserved
        priorities.flatMap((p) => waiters.find((w) => w.priority === p) ?? [])[0]?.go()
        gate.departed?.()
      }
    } catch (error) {
      // A shared gate that cannot be reached fails everybody who waits at it: no pace, no call.
      for (const waiter of waiters.splice(0)) waiter.fail(error)
    } finally {
      isRunning = false
    }
  }

  const leave = (waiter: Waiter) => {
    const at = waiters.indexOf(waiter)
    if (at >= 0) waiters.splice(at, 1)
  }

  return {
    turn(priority, signal) {
      const waiter: Waiter = { go: () => {}, fail: () => {}, priority }
      const ready = new Promise<void>((resolve, reject) => {
        const giveUp = () => {
          leave(waiter)
          reject(signal.reason)
        }
        waiter.go = () => {
          leave(waiter)
          signal.removeEventListener('abort', giveUp)
          resolve()
        }
        waiter.fail = reject
        if (signal.aborted) {
          giveUp()
          return
        }
        signal.addEventListener('abort', giveUp, { once: true })
        waiters.push(waiter)
      })
      if (!isRunning && waiters.length > 0) void run()
      return {
        ready,
        promote(wanted) {
          if (isMoreImportant(wanted, waiter.priority)) waiter.priority = wanted
        },
      }
    },
    hold(ms) {
      heldUntil = Math.max(heldUntil, now() + ms)
      gate.hold(ms).catch(onFault)
    },
    release() {
      heldUntil = 0
      releases += 1
      gate
        .release()
        .catch(onFault)
        .finally(() => naps.wakeAll())
    },
    heldFor,
    waiting: () => ({
      person: waiters.filter((w) => w.priority === 'person').length,
      prefetch: waiters.filter((w) => w.priority === 'prefetch').length,
      bulk: waiters.filter((w) => w.priority === 'bulk').length,
    }),
  }
}
