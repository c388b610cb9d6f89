import { randomUUID } from 'node:crypto'
import type { LiveEvent } from '#contract/api/proxy-events.ts'

/** `id`: for `Last-Event-ID`. */
export type Logged = { id: string; event: LiveEvent }

/** Numbers events and remembers the last `max` ones for clients that connect again. */
export function createEventLog(max: number) {
  // Another run of the proxy numbers anew.
  const run = randomUUID()
  const remembered: Logged[] = []
  let count = 0
  const idOf = (number: number) => `${run}.${number}`

  return {
    lastId: (): string => idOf(count),
    add(event: LiveEvent): Logged {
      count += 1
      const logged = { id: idOf(count), event }
      remembered.push(logged)
      if (remembered.length > max) remembered.shift()
      return logged
    },
    /** Those that follow an ID; undefined if it is not known which ones do. */
    after(id: string | undefined): Logged[] | undefined {
      if (id === idOf(count)) return []
      const first = count - remembered.length
      for (let index = -1; index < remembered.length; index++)
        if (id === idOf(first + index + 1)) return remembered.slice(index + 1)
      return undefined
    },
  }
}
