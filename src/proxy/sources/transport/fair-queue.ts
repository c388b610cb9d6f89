import { priorities, type Priority } from './source-call.ts'

export type Waiter = {
  priority: Priority
  /**
   * The clients that wait for the call; several if a read is shared, none for the proxy's own work.
   */
  clients: Set<string>
  /** When the wait began, in milliseconds of the queue's clock. */
  since: number
}

/** A call that has waited this long is treated as most urgent, so that none starves. */
const longWaitMs = 10_000
const ownWork = ''

/**
 * The order in which calls are sent: the most urgent first, among equals each client in turn, and
 * the calls of one client in their order. A client with many calls cannot delay others beyond their
 * turn.
 */
export function createFairQueue<W extends Waiter>(now: () => number) {
  const waiters: W[] = []
  const lastServed = new Map<string, number>()
  let served = 0

  const urgencyOf = ({ priority, since }: W) =>
    now() - since >= longWaitMs ? 0 : priorities.indexOf(priority)
  /** When the least recently served client of a call was served; -1 for never. */
  const turnOf = ({ clients }: W) =>
    Math.min(...[...keysOf(clients)].map((client) => lastServed.get(client) ?? -1))

  return {
    add: (waiter: W) => void waiters.push(waiter),
    remove(waiter: W) {
      const index = waiters.indexOf(waiter)
      if (index >= 0) waiters.splice(index, 1)
      if (waiters.length === 0) lastServed.clear()
    },
    /** The call to be sent next. */
    next(): W | undefined {
      let best: { waiter: W; urgency: number; turn: number } | undefined
      for (const waiter of waiters) {
        const [urgency, turn] = [urgencyOf(waiter), turnOf(waiter)]
        if (!best || urgency < best.urgency || (urgency === best.urgency && turn < best.turn))
          best = { waiter, urgency, turn }
      }
      if (!best) return undefined
      served += 1
      for (const client of keysOf(best.waiter.clients)) lastServed.set(client, served)
      return best.waiter
    },
    all: (): readonly W[] => waiters,
    clear: () => waiters.splice(0),
  }
}

const keysOf = (clients: Set<string>): Iterable<string> => (clients.size > 0 ? clients : [ownWork])
