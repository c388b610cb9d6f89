import type { JobRow, Reason } from '#contract/api/job-rows.ts'
import { columnOfPath, type GridContext } from './grid-columns.ts'
import type { RowStatus, CellRejection } from './grid-rows.ts'

/** Maps the result of a job's row to the status of a grid row. */
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
    case 'rejected':
      return {
        kind: 'rejected',
        reasons: result.reasons.map((item) => toCellRejection(item, context)),
      }
    case 'conflict':
      return {
        kind: 'conflict',
        theirs: result.conflicts.map(({ field, theirs }) => ({
          column: columnOfPath(field, context.columns) ?? field,
          text: plain(theirs),
        })),
      }
    case 'unknown':
      return { kind: 'unknown', resembles: result.resembles, job, line }
    case 'cancelled':
      return { kind: 'cancelled' }
  }
}

export function toCellRejection(
  { field, code, message }: Reason,
  { columns }: GridContext,
): CellRejection {
  const column = field === null ? undefined : columnOfPath(field, columns)
  return {
    column: column ?? null,
    code,
    message: column || !field ? message : `${field}: ${message}`,
  }
}

/** A value of the API as one line of text. */
function plain(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(plain).join('; ')
  if (typeof value === 'number' || typeof value === 'boolean') return `${value}`
  if (typeof value === 'string') return value
  if (typeof value !== 'object') return ''
  if ('name' in value && typeof value.name === 'string') return value.name
  const inner =
    'value' in value ? value.value : Object.values(value).filter((item) => item !== null)
  return plain(inner)
}
