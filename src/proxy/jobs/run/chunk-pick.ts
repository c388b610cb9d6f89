/** A row of a chunk as far as its size goes. */
type Row = { line: number; tries: number }

/**
 * Rows up to `upTo` are sent `size` at a time: one of them makes the source reject its whole
 * request without naming it.
 */
export type Narrow = { upTo: number; size: number }

const triesBeforeShrinking = 2 // after so many tries, rows are sent in ever smaller chunks: one of them may be poisonous

/** A row sent alone this often without an answer, and never found at the source, is given up. */
export const maxTries = 10

/** The first of the pending rows that go into one request. */
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

/** After a rejection that names no row: half as many, until the culprit is alone. */
export function narrowed(rows: Row[], narrow: Narrow | undefined): Narrow {
  const last = rows.at(-1)?.line ?? 0
  return { upTo: Math.max(last, narrow?.upTo ?? 0), size: Math.ceil(rows.length / 2) }
}

/** After a chunk that went through: twice as many again, until the last of the suspects has. */
export function widened(rows: Row[], narrow: Narrow | undefined): Narrow | undefined {
  const [first, last] = [rows[0]?.line ?? 0, rows.at(-1)?.line ?? 0]
  if (!narrow || first > narrow.upTo) return narrow
  if (last >= narrow.upTo) return undefined
  return { ...narrow, size: narrow.size * 2 }
}

type Candidate = { id: string; open: number; servedAt: number }

/**
 * The job to serve next: every other round goes to the job with the fewest rows left, so that small
 * jobs finish soon, and the others to the job that has waited longest, so that none starves.
 */
export function pickJob<Job extends Candidate>(jobs: Job[], round: number): Job | undefined {
  const compare = (a: Job, b: Job) =>
    round % 2 === 0 ? a.open - b.open || a.servedAt - b.servedAt : a.servedAt - b.servedAt
  return jobs.toSorted(compare)[0]
}
