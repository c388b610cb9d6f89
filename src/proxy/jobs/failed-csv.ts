import type { Issue } from '#contract/model/issue.ts'
import { chatIn } from '#proxy/jobs/orders/job-input.ts'
import type { StoredRow } from '#proxy/jobs/store/job-view.ts'
import { toRow } from '#proxy/jobs/store/job-view.ts'

const columns = ['line', 'contact', 'name', 'outcome', 'field', 'code', 'reason', 'input']

/** The outcomes that are no success. */
export const failures = ['conflict', 'invalid', 'rejected', 'unknown', 'cancelled']

/**
 * Rows that failed as CSV (RFC 4180): one record for each reason. `input` is the row as JSON, so that it
 * can be fixed and sent again.
 */
export async function* failedCsv(
  pages: AsyncIterable<StoredRow[]>,
  { bom }: { bom: boolean },
): AsyncIterable<string> {
  yield (bom ? '\uFEFF' : '') + recordOf(columns)
  for await (const rows of pages) yield rows.flatMap((row) => recordsOf(row)).join('')
}

function recordsOf(stored: StoredRow): string[] {
  const { line, contactId, name, result } = toRow(stored)
  const input = inputOf(stored)
  const record = (field: string | null, code: string, reason: string) =>
    recordOf([line, contactId, name, result.outcome, field, code, reason, input])
  if (result.outcome === 'invalid' || result.outcome === 'rejected')
    return result.issues.map((issue) => record(placeOf(issue), issue.code, issue.message))
  if (result.outcome === 'conflict')
    return result.conflicts.map(({ attribute, before = null, mine, theirs }) =>
      record(attribute, 'conflict', JSON.stringify({ before, mine, theirs })),
    )
  const words = result.outcome === 'unknown' ? result.message : ''
  return [record(null, result.outcome, words)]
}

/** `phones.1.kind`: the attribute, which of its values, and the part of that. */
function placeOf({ attribute, index, part }: Issue): string | null {
  if (attribute === null) return null
  return [attribute, index, part].filter((name) => name !== undefined).join('.')
}

/** As it was given, with its id where that stood in the row. */
function inputOf({ contact_id: id, input }: StoredRow): string {
  if (input === null) return ''
  const original: unknown = JSON.parse(input)
  return JSON.stringify(
    id === null || chatIn(input) !== null ? original : Object.assign({ id }, original),
  )
}

const recordOf = (cells: (string | number | null)[]): string =>
  cells.map((cell) => quoted(cell === null ? '' : cell)).join(',') + '\r\n'

/** Spreadsheets evaluate cells that start like a formula: an apostrophe makes them text. */
function quoted(cell: string | number): string {
  if (typeof cell === 'number') return String(cell)
  const safe = /^[=+\-@\t\r\n]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
