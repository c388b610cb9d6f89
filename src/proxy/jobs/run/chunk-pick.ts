/** The properties of a row that determine the size of its chunk. */
type Row = { line: number; tries: number }

/**
 * Rows up to `upTo` are sent in chunks of `size`: one of them makes the source reject its whole
 * request without naming it.
 */
export type Narrow = { upTo: number; size: number }

// after this many tries, rows are sent in ever smaller chunks: one of them may cause the failure
const triesBeforeShrinking = 2

/**
 * After this many sends alone without a response, a row that is not found at the source is given
 * up.
 */
export const maxTries = 10

/** The first of the pending rows that are sent in one request. */
export function pickChunk<R extends Row>(rows: R[], size: number, narrow: Narrow | undefined): R[] {
  const [first] = rows
  if (!first) return []
  const isNarrow = narrow !== undefined && first.line <= narrow.upTo
  const limit = Math.max(
    1,
    Math.min(
      isNarrow ? narrow.size : size,
      Math.floor(size / 2 ** Math.max(0, first.tries - triesBeforeShrinking)),
    ),
  )
  const end = rows.findIndex(
    (row, index) =>
      index >= limit || row.tries !== first.tries || (isNarrow && row.line > narrow.upTo),
  )
  return end < 0 ? rows : rows.slice(0, end)
}

/** After a rejection that names no row: half as many, until the cause is alone. */
export function narrowed(rows: Row[], narrow: Narrow | undefined): Narrow {
  const last = rows.at(-1)?.line ?? 0
  return { upTo: Math.max(last, narrow?.upTo ?? 0), size: Math.ceil(rows.length / 2) }
}

/** After a chunk that succeeded: twice as many, until the last suspected row was sent. */
export function widened(rows: Row[], narrow: Narrow | undefined): Narrow | undefined {
  const [first, last] = [rows[0]?.line ?? 0, rows.at(-1)?.line ?? 0]
  if (!narrow || first > narrow.upTo) return narrow
  if (last >= narrow.upTo) return undefined
  return { ...narrow, size: narrow.size * 2 }
}

type Candidate = { id: string; open: number; servedAt: number }

/**
 * Selects the next job: every other time the job with the minimum of remaining rows, so that small jobs
 * finish soon, and otherwise the job that has waited longest, so that none starves.
 */
export function pickJob<Job extends Candidate>(jobs: Job[], round: number): Job | undefined {
  const compare = (a: Job, b: Job) =>
    round % 2 === 0 ? a.open - b.open || a.servedAt - b.servedAt : a.servedAt - b.servedAt
  return jobs.toSorted(compare)[0]
}
