import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { UndoPreview } from '#contract/api/job-undo.ts'
import { jobQueries } from '#dashboard/domain/job-queries.ts'
import { sourceQueries } from '#dashboard/domain/source-queries.ts'

/**
 * How many rows an undo would restore: of a large job, all contacts are read in parts, behind other
 * requests. Until then, and if they cannot be read, the number is an upper limit.
 */
export function useUndoCount(source: string, job: string, first: UndoPreview) {
  const [checked, setChecked] = useState(0)
  const sources = useQuery(sourceQueries.list()).data?.items
  const writes = sources?.find(({ id }) => id === source)?.capabilities.writes
  const count = useQuery({
    ...jobQueries.undoCount(source, job, (writes?.batch ?? 1) > 1, setChecked),
    enabled: !first.isCounted && sources !== undefined,
  })
  const restored = first.isCounted ? first.restored : count.data
  return {
    restored: restored ?? first.restored,
    isExact: restored !== undefined,
    /** The number of rows compared so far; undefined if none are being compared. */
    checked: restored === undefined && !count.isError ? checked : undefined,
  }
}
