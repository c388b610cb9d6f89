import { isMoreUrgent, priorities, type Priority } from './source-call.ts'
import type { Gate } from './rate-gate.ts'
import { createSleeper } from './sleep.ts'

export type Slot = {
  /** Resolves when the call may leave; rejects with the signal's reason when it is given up. */
  ready: Promise<void>
  /** Somebody more important waits for the same call now. */
  promote: (priority: Priority) => void
}

export type Pace = {
  requestSlot: (priority: Priority, signal: AbortSignal) => Slot
  /** The source asks for quiet: nobody leaves for so many milliseconds. */
  pause: (ms: number) => void
  /** The quiet is over before its time. */
  release: () => void
  /** Milliseconds of quiet still to keep; 0 where there are none. */
  pauseLeft: () => number
  waiting: () => Record<Priority, number>
}

type Waiter = { go: () => void; fail: (reason: unknown) => void; priority: Priority }

type Options = {
  now?: () => number
  /** Told when a shared gate cannot be reached to pass a hold on; our own hold stands all the same. */
  onError?: (error: unknown) => void
}

/**
 * One line per source: whoever is most important leaves at the gate's next departure, the longest
 * waiting among equals.
 */
export function createPace(gate: Gate, { now = Date.now, onError = () => {} }: Options = {}): Pace {
  const waiters: Waiter[] = []
  const sleeper = createSleeper()
  let isRunning = false
  let pausedUntil = 0
  let releases = 0

  const pauseLeft = () => Math.max(0, pausedUntil - now())

  async function run() {
    isRunning = true
    try {
      while (waiters.length > 0) {
        const before = releases
        await sleeper.sleep(await gate.reserve(waiters.every((w) => w.priority === 'bulk')))
        // The source may have asked for quiet while we slept.
        while (pauseLeft() > 0 && waiters.length > 0) await sleeper.sleep(pauseLeft())
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

  const remove = (waiter: Waiter) => {
    const index = waiters.indexOf(waiter)
    if (index >= 0) waiters.splice(index, 1)
  }

  return {
    requestSlot(priority, signal) {
      const waiter: Waiter = { go: () => {}, fail: () => {}, priority }
      const ready = new Promise<void>((resolve, reject) => {
        const giveUp = () => {
          remove(waiter)
          reject(signal.reason)
        }
        waiter.go = () => {
          remove(waiter)
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
          if (isMoreUrgent(wanted, waiter.priority)) waiter.priority = wanted
        },
      }
    },
    pause(ms) {
      pausedUntil = Math.max(pausedUntil, now() + ms)
      gate.pause(ms).catch(onError)
    },
    release() {
      pausedUntil = 0
      releases += 1
      gate
        .release()
        .catch(onError)
        .finally(() => sleeper.wakeAll())
    },
    pauseLeft,
    waiting: () => ({
      person: waiters.filter((w) => w.priority === 'person').length,
      prefetch: waiters.filter((w) => w.priority === 'prefetch').length,
      bulk: waiters.filter((w) => w.priority === 'bulk').length,
    }),
  }
}
