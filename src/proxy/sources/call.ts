/** Who waits for an answer: a person before prefetch, prefetch before bulk work. */
export type Priority = 'person' | 'prefetch' | 'bulk'

/** What a call to a source carries besides its subject. */
export type Call = {
  priority: Priority
  /** Aborted when nobody waits for the answer any more; a read is then not made or broken off. */
  signal?: AbortSignal
}

/** For look-ups that others will profit from: they go on though the first asker has left. */
export const unabandoned = ({ priority }: Call): Call => ({ priority })
