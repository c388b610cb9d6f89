/** Who waits for an answer: a person before prefetch, prefetch before bulk work. */
export const priorities = ['person', 'prefetch', 'bulk'] as const
export type Priority = (typeof priorities)[number]

export const isMoreUrgent = (priority: Priority, other: Priority): boolean =>
  priorities.indexOf(priority) < priorities.indexOf(other)

/** What a call to a source carries besides its subject. */
export type Call = {
  priority: Priority
  /** Aborted when nobody waits for the answer any more; a read is then not made or broken off. */
  signal?: AbortSignal
  /** Milliseconds this may take where that is not what its priority is given. */
  deadlineMs?: number
  /** Must not be answered by a read that began earlier: what is read here decides what is written. */
  isFresh?: boolean
  /**
   * Asked at the last moment before a write leaves; what it throws is thrown, and nothing is sent. For
   * whoever may lose the right to write while waiting for a turn.
   */
  beforeSend?: () => void
}

/** For look-ups that others will profit from: they go on though the first asker has left. */
export const withoutSignal = ({ priority }: Call): Call => ({ priority })
