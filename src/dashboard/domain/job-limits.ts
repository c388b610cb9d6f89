import { useQuery } from '@tanstack/react-query'
import { rightToWrite, type WriteKind } from '#contract/api/job-kinds.ts'
import type { Job } from '#contract/api/jobs.ts'
import type { Source } from '#contract/api/sources.ts'
import { mayAt } from './granted-source.ts'
import { jobQueries } from './job-queries.ts'
import { sessionQueries, useRowLimit } from './session-queries.ts'

/**
 * How many rows of a kind one may write at once, as the proxy decides it: 0: none; null: as many as a
 * job may have.
 */
export function rowLimitOf(
  source: Pick<Source, 'rights'>,
  kind: WriteKind,
  maxRows: number | null,
): number | null {
  if (!mayAt(source, rightToWrite(kind, 1))) return 0
  if (!mayAt(source, rightToWrite(kind, 2))) return 1
  return maxRows
}

export const isOverLimit = (rows: number, limit: number | null): boolean =>
  limit !== null && rows > limit

/** Whether to offer a write: a number that is too large is said there, unless it is one at a time. */
export const isOffered = (rows: number, limit: number | null): boolean =>
  limit === null || (limit !== 0 && rows <= limit) || limit > 1

/** What one may do with a job; nothing while that is not known. */
export function useJobRights(source: Source | undefined, job: Job) {
  const user = useQuery(sessionQueries.current()).data?.user
  const id = source?.id ?? ''
  const maxRows = useRowLimit(id)
  const isUndo = job.kind === 'undo'
  const undone = useQuery({ ...jobQueries.undoneKind(id, job), enabled: isUndo && id !== '' }).data
  const kind = job.kind === 'undo' ? undone : job.kind
  const limit = source && kind ? rowLimitOf(source, kind, maxRows) : 0
  const isOwn = user !== undefined && user !== null && job.actor?.id === user.id
  return {
    /** How many of its rows one may write at once. */
    limit,
    mayCancel: isOwn || !isOverLimit(job.total, limit),
    mayDownload: isOwn || (source !== undefined && mayAt(source, 'export')),
  }
}
