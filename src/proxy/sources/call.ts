/** Who waits for an answer: a person before prefetch, prefetch before bulk work. */
export type Priority = 'person' | 'prefetch' | 'bulk'

/** What a call to a source carries besides its subject. */
export type Call = { priority: Priority }
