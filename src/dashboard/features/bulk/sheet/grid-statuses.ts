import type { JobRow } from '#contract/api/job-rows.ts'
import type { Issue } from '#contract/model/issue.ts'
import { columnOf, type GridContext } from './grid-columns.ts'
import { printCell } from './grid-reading.ts'
import type { RowStatus, CellRejection } from './grid-rows.ts'

/** Converts the outcome of a job's row to the status of a grid row. */
export function toRowStatus(
  { result, line }: JobRow,
  job: string,
  context: GridContext,
): RowStatus {
  switch (result.outcome) {
    case 'pending':
    case 'sending':
      return { kind: 'sending' }
    case 'created':
    case 'changed':
    case 'unchanged':
      return { kind: 'done', id: result.id, outcome: result.outcome }
    case 'invalid':
    case 'rejected':
      return {
        kind: 'rejected',
        reasons: result.issues.map((issue) => toCellRejection(issue, context)),
      }
    case 'conflict':
      return {
        kind: 'conflict',
        theirs: result.conflicts.flatMap((item) => {
          if (item.attribute === 'chat') return []
          const column = columnOf(item.attribute, undefined, context.columns) ?? item.attribute
          return [{ column, text: item.theirs ? printCell(item.theirs, context.printing) : '' }]
        }),
      }
    case 'unknown':
      return { kind: 'unknown', resembles: result.resembles, job, line }
    case 'cancelled':
    case 'skipped': // not of a grid
      return { kind: 'cancelled' }
  }
}

export function toCellRejection(
  { attribute, part, code, message }: Issue,
  { columns }: GridContext,
): CellRejection {
  const column = columnOf(attribute, part, columns)
  return {
    column: column ?? null,
    code,
    message: column || attribute === null ? message : `${attribute}: ${message}`,
  }
}
