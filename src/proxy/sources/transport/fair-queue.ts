import { priorities, type Priority } from './source-call.ts'

export type Waiter = {
  priority: Priority
  /** Who waits for it; more than one where a read is shared, none for the proxy's own work. */
  clients: Set<string>
  /** When it began to wait, in milliseconds of the queue's clock. */
  since: number
}

/** Whatever has waited for so long goes with the most urgent, or it would never go. */
const longWaitMs = 10_000
const ownWork = ''

/**
 * The order in which calls leave: the most urgent first, among equals each client in turn, and the
 * calls of one client as they came. However much one client asks for, another waits for its turn.
 */
export function createFairQueue<W extends Waiter>(now: () => number) {
  const waiters: W[] = []
  const lastServed = new Map<string, number>()
  let served = 0

  const urgencyOf = ({ priority, since }: W) =>
    now() - since >= longWaitMs ? 0 : priorities.indexOf(priority)
  /** When the client that waits longest was served last; -1 for never. */
  const turnOf = ({ clients }: W) =>
    Math.min(...[...keysOf(clients)].map((client) => lastServed.get(client) ?? -1))

  return {
    add: (waiter: W) => void waiters.push(waiter),
    remove(waiter: W) {
      const index = waiters.indexOf(waiter)
      if (index >= 0) waiters.splice(index, 1)
      if (waiters.length === 0) lastServed.clear()
    },
    /** Who is to leave now. */
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
