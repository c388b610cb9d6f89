import { isMoreUrgent, priorities, type Priority } from './source-call.ts'
import { maxPauseMs, windowMs, type Gate } from './rate-gate.ts'
import { createSleeper } from './sleep.ts'

export type Slot = {
  /** Resolves when the call may be sent; rejects with the signal's reason on abort. */
  ready: Promise<void>
  /** A more urgent reader waits for the same call now. */
  promote: (priority: Priority) => void
}

export type Pace = {
  requestSlot: (priority: Priority, signal: AbortSignal) => Slot
  /** Sends nothing for `ms` milliseconds: the source asked for a pause. */
  pause: (ms: number) => void
  /** Ends the pause early. */
  release: () => void
  /** Milliseconds left of the pause; 0 where there is none. */
  pauseLeft: () => number
  waiting: () => Record<Priority, number>
}

type Waiter = { go: () => void; fail: (reason: unknown) => void; priority: Priority }

type Options = {
  now?: () => number
  /** Called when a shared gate cannot be reached to pass a pause on; our own pause holds regardless. */
  onError?: (error: unknown) => void
}

/**
 * One queue per source: the most urgent call is sent at the gate's next departure, among equals the
 * one that has waited longest.
 */
export function createPace(
  gate: Gate,
  { now = () => performance.now(), onError = () => {} }: Options = {},
): Pace {
  const waiters: Waiter[] = []
  const sleeper = createSleeper()
  let isRunning = false
  let pausedUntil = -Infinity
  let releases = 0

  const pauseLeft = () => {
    if (pausedUntil > now() + maxPauseMs) pausedUntil = -Infinity // of a clock that has jumped
    return Math.max(0, pausedUntil - now())
  }

  async function run() {
    isRunning = true
    try {
      while (waiters.length > 0) {
        const before = releases
        const wait = await gate.reserve(waiters.every((w) => w.priority === 'bulk'))
        await sleeper.sleep(Math.min(wait, maxPauseMs + windowMs))
        // The source may have asked for a pause during the sleep.
        while (pauseLeft() > 0 && waiters.length > 0) await sleeper.sleep(pauseLeft())
        if (before !== releases) continue // woken before the departure that was reserved
        priorities.flatMap((p) => waiters.find((w) => w.priority === p) ?? [])[0]?.go()
        gate.departed?.()
      }
    } catch (error) {
      // A shared gate that cannot be reached fails all waiting calls: no pace, no call.
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
      pausedUntil = Math.max(now() + pauseLeft(), now() + Math.min(ms, maxPauseMs))
      gate.pause(ms).catch(onError)
    },
    release() {
      pausedUntil = -Infinity
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
