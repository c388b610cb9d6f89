/** Priorities of calls: a waiting person before prefetch, prefetch before bulk work. */
export const priorities = ['person', 'prefetch', 'bulk'] as const
export type Priority = (typeof priorities)[number]

export const isMoreUrgent = (priority: Priority, other: Priority): boolean =>
  priorities.indexOf(priority) < priorities.indexOf(other)

/** On whose behalf something is done; `id` is null where nobody signs in. */
export type Actor = { id: string | null; name: string }

/** Whoever sits at this computer, where nobody signs in. */
export const localActor: Actor = { id: null, name: 'this computer' }

/** What a call to a source carries besides its subject. */
export type Call = {
  priority: Priority
  /** Who wants it; of writes it is kept in the journal. */
  actor?: Actor
  /** Whom it is made for: clients are served in turn. Undefined for the proxy's own work. */
  client?: string
  /** Aborted when no one waits for the answer any more; a read is then not sent, or aborted. */
  signal?: AbortSignal
  /** Limit in milliseconds where it differs from that of the priority. */
  deadlineMs?: number
  /** Asked for less where it is too much: such a failure is thrown at once instead of being repeated. */
  isDivisible?: boolean
  /** Must not join an earlier read: what is read here decides what is written. */
  isFresh?: boolean
  /**
   * Called right before a write is sent; what it throws is thrown, and nothing is sent. For callers
   * that may lose the right to write while waiting for a slot.
   */
  beforeSend?: () => void
}

/** For cached lookups that others use: they continue when the first reader has left. */
export const withoutSignal = ({ priority, client }: Call): Call => ({
  priority,
  ...(client !== undefined && { client }),
})
