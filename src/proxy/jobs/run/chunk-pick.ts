/** A row of a chunk as far as its size goes. */
type Row = { line: number; tries: number }

/**
 * Rows up to `upTo` are sent `size` at a time: somewhere among them is one that makes the source refuse
 * its whole request without naming it.
 */
export type Narrow = { upTo: number; size: number }

const triesBeforeShrinking = 2 // sent so often, rows are sent in ever smaller company: one of them may be poison

/** Sent so often without an answer and never found at the source, a lone row is given up. */
export const maxTries = 10

/** The first of the waiting rows that go together in one request. */
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

/** After a refusal that names nobody: half as many, until the culprit is alone. */
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
 * Whose turn it is: every other turn goes to the job with the fewest rows left, so that a small one is
 * soon done, and the others to whoever has waited longest, so that none stands still.
 */
export function pickJob<Job extends Candidate>(jobs: Job[], round: number): Job | undefined {
  const compare = (a: Job, b: Job) =>
    round % 2 === 0 ? a.open - b.open || a.servedAt - b.servedAt : a.servedAt - b.servedAt
  return jobs.toSorted(compare)[0]
}
