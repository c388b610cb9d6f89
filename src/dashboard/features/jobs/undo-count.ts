import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { UndoPreview } from '#contract/api/job-undo.ts'
import { jobQueries } from '#dashboard/domain/job-queries.ts'
import { sourceQueries } from '#dashboard/domain/source-queries.ts'

/**
 * What an undo would do to how many rows: of a large job, all contacts are read in parts, behind other
 * requests. Until then, and if they cannot be read, the numbers are upper limits, and nothing is known
 * of the rows that are left.
 */
export function useUndoCount(source: string, job: string, first: UndoPreview) {
  const [checked, setChecked] = useState(0)
  const sources = useQuery(sourceQueries.list()).data?.items
  const writes = sources?.find(({ id }) => id === source)?.capabilities.writes
  const count = useQuery({
    ...jobQueries.undoCount(source, job, (writes?.batch ?? 1) > 1, setChecked),
    enabled: !first.isCounted && sources !== undefined,
  })
  const exact = first.isCounted ? first : count.data
  const { restored, created, changed, leftOut } = exact ?? first
  return {
    restored,
    created,
    isExact: exact !== undefined,
    /** Rows that stay as they are, for reasons of their own; and those that one does not see. */
    left: exact ? changed - restored : 0,
    leftOut: exact ? leftOut : 0,
    /** The number of rows compared so far; undefined if none are being compared. */
    checked: exact === undefined && !count.isError ? checked : undefined,
  }
}
