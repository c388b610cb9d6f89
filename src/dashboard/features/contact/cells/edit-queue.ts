import type { QueryClient } from '@tanstack/react-query'
import type { EditGroup } from './edit-group.ts'
import { withEdit } from './edit-group.ts'
import type { ValueWork } from '#dashboard/features/contact/value-edits.ts'

/** How long an edit waits for others of its contact; milliseconds. Tests make it longer. */
export const gathering = { time: 1000 }

type Waiting = { group: EditGroup; end: () => void; isEnded: Promise<void> }

/** Edits that wait for others of their contact, by contact. */
const queues = new WeakMap<QueryClient, Map<string, Waiting>>()

function queueOf(client: QueryClient): Map<string, Waiting> {
  const queue = queues.get(client) ?? new Map<string, Waiting>()
  queues.set(client, queue)
  return queue
}

/**
 * Adds an edit to those of its contact that wait. `start` is called for the first one: it takes all that
 * came within a second, or until they were asked for, by the function that it is given.
 */
export function queueEdit(
  client: QueryClient,
  contact: string,
  work: ValueWork,
  start: (take: () => Promise<ValueWork[]>) => void,
): void {
  const queue = queueOf(client)
  const waiting = queue.get(contact)
  if (waiting) {
    waiting.group = withEdit(waiting.group, work)
    return
  }
  let end = () => {}
  const isEnded = new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, gathering.time)
    end = () => {
      clearTimeout(timer)
      resolve()
    }
  })
  const added: Waiting = { group: withEdit(new Map(), work), end, isEnded }
  queue.set(contact, added)
  start(async () => {
    await isEnded
    queue.delete(contact)
    return [...added.group.values()]
  })
}

/** Sends what waits, of one contact or of all: nobody edits it further, or the page is left. */
export function sendQueued(client: QueryClient, contact?: string): void {
  for (const [key, { end }] of queueOf(client)) if (contact === undefined || key === contact) end()
}
