/**
 * Priorities of calls: a waiting user before prefetches, prefetches before bulk work. Rows of the
 * local copy that are on screen are verified before bulk work; filling and following it comes last.
 */
export const priorities = ['person', 'prefetch', 'verification', 'bulk', 'mirror'] as const
export type Priority = (typeof priorities)[number]

export const isMoreUrgent = (priority: Priority, other: Priority): boolean =>
  priorities.indexOf(priority) < priorities.indexOf(other)

/**
 * The user on whose behalf a call is made; `id` is null in jobs of earlier versions, and of
 * nobody. `address`: the
 * network address of their client; null if it is unknown.
 */
export type Actor = { id: string | null; name: string; address: string | null }

/** The user of this computer, if users do not sign in. */
export const localActor: Actor = { id: 'local', name: 'this computer', address: null }

export type Call = {
  priority: Priority
  /** The user who requested it; for writes it is stored in the journal. */
  actor?: Actor
  /** The client for which it is made, for fair scheduling. Undefined for the proxy's own work. */
  client?: string
  /**
   * Aborted when no caller waits for the response any more; a read is then not sent, or aborted.
   */
  signal?: AbortSignal
  /** Limit in milliseconds, if it differs from that of the priority. */
  deadlineMs?: number
  /**
   * The caller requests less if the response is too large: such a failure is thrown immediately
   * instead of being retried.
   */
  isDivisible?: boolean
  /** Must not join an earlier read, because a write will be based on it. */
  isFresh?: boolean
  /**
   * Called right before a write is sent; if it throws, the error is thrown and nothing is sent. For
   * callers that may lose the right to write while waiting for a slot.
   */
  beforeSend?: () => void
}

/** For cached lookups that other callers use: they continue when the first caller has left. */
export const withoutSignal = ({ priority, client }: Call): Call => ({
  priority,
  ...(client !== undefined && { client }),
})
