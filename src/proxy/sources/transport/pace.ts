import { createFairQueue, type Waiter } from './fair-queue.ts'
import { isMoreUrgent, type Priority } from './source-call.ts'
import { maxPauseMs, windowMs, type Gate } from './rate-gate.ts'
import { createSleeper } from './sleep.ts'

export type Slot = {
  /** Resolves when the call may be sent; rejects with the signal's reason on abort. */
  ready: Promise<void>
  /** Raises the priority because a more urgent caller waits for the same call. */
  promote: (priority: Priority, client?: string) => void
}

export type Pace = {
  /** Queues a call; without a client it belongs to the proxy's own work. */
  requestSlot: (priority: Priority, signal: AbortSignal, client?: string) => Slot
  /** Sends nothing for `ms` milliseconds, because the source asked for a pause. */
  pause: (ms: number) => void
  /** Ends the pause early. */
  release: () => void
  /** Milliseconds left of the pause; 0 if there is none. */
  pauseLeft: () => number
  waiting: () => Record<Priority, number>
}

/** Work that nobody waits for: its calls are spread evenly. */
const isBackground = (priority: Priority): boolean => priority === 'bulk' || priority === 'mirror'

type PaceWaiter = Waiter & { go: () => void; fail: (reason: unknown) => void }

type Options = {
  now?: () => number
  /**
   * Called when a pause cannot be passed to an unavailable shared gate; the local pause still
   * applies.
   */
  onError?: (error: unknown) => void
}

/**
 * One queue per source: the most urgent call is sent at the gate's next departure, among equals
 * each client in turn.
 */
export function createPace(
  gate: Gate,
  { now = () => performance.now(), onError = () => {} }: Options = {},
): Pace {
  const queue = createFairQueue<PaceWaiter>(now)
  const sleeper = createSleeper()
  let isRunning = false
  let pausedUntil = -Infinity
  let releases = 0

  const pauseLeft = () => {
    if (pausedUntil > now() + maxPauseMs) pausedUntil = -Infinity // the clock has jumped
    return Math.max(0, pausedUntil - now())
  }

  async function run() {
    isRunning = true
    try {
      while (queue.all().length > 0) {
        const before = releases
        const wait = await gate.reserve(queue.all().every((w) => isBackground(w.priority)))
        await sleeper.sleep(Math.min(wait, maxPauseMs + windowMs))
        // The source may have asked for a pause during the sleep.
        while (pauseLeft() > 0 && queue.all().length > 0) await sleeper.sleep(pauseLeft())
        if (before !== releases) continue // woken before its reserved departure
        queue.next()?.go()
        gate.departed?.()
      }
    } catch (error) {
      // If a shared gate is unavailable, all waiting calls fail, because the rate cannot be
      // limited.
      for (const waiter of queue.clear()) waiter.fail(error)
    } finally {
      isRunning = false
    }
  }

  const countBy = (priority: Priority) =>
    queue.all().filter((waiter) => waiter.priority === priority).length

  return {
    requestSlot(priority, signal, client) {
      const clients = new Set(client === undefined ? [] : [client])
      const waiter: PaceWaiter = { go: () => {}, fail: () => {}, priority, clients, since: now() }
      const ready = new Promise<void>((resolve, reject) => {
        const giveUp = () => {
          queue.remove(waiter)
          reject(signal.reason)
        }
        waiter.go = () => {
          queue.remove(waiter)
          signal.removeEventListener('abort', giveUp)
          resolve()
        }
        waiter.fail = reject
        if (signal.aborted) {
          giveUp()
          return
        }
        signal.addEventListener('abort', giveUp, { once: true })
        queue.add(waiter)
      })
      if (!isRunning && queue.all().length > 0) void run()
      return {
        ready,
        promote(wanted, other) {
          if (other !== undefined) waiter.clients.add(other)
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
      person: countBy('person'),
      prefetch: countBy('prefetch'),
      verification: countBy('verification'),
      bulk: countBy('bulk'),
      mirror: countBy('mirror'),
    }),
  }
}
