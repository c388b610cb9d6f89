import type { Issue } from '#contract/model/issue.ts'
import { chatIn } from '#proxy/jobs/orders/job-input.ts'
import { csvRecord, disarm, disarmedJson, type CsvSeparator } from '#contract/model/csv.ts'
import type { StoredRow } from '#proxy/jobs/store/job-view.ts'
import { toRow } from '#proxy/jobs/store/job-view.ts'

const columns = ['line', 'contact', 'name', 'outcome', 'field', 'code', 'reason', 'input']

/** The outcomes that count as failures. */
export const failures = ['conflict', 'invalid', 'rejected', 'unknown', 'cancelled', 'skipped']

/**
 * Rows that failed completely or partially, as CSV (RFC 4180): one record for each reason. `input`
 * is the row as JSON, so that it can be corrected and sent again.
 */
export async function* failedCsv(
  pages: AsyncIterable<StoredRow[]>,
  { bom, separator = 'comma' }: { bom: boolean; separator?: CsvSeparator },
): AsyncIterable<string> {
  const write = (cells: string[]) => csvRecord(cells, separator, 'always')
  yield (bom ? '\uFEFF' : '') + write(columns)
  for await (const rows of pages)
    yield rows
      .flatMap((row) => recordsOf(row))
      .map(write)
      .join('')
}

function recordsOf(stored: StoredRow): string[][] {
  const { line, contactId, name, result } = toRow(stored)
  const input = inputOf(stored)
  const record = (field: string | null, code: string, reason: string) => [
    ...[line, contactId, name, result.outcome, field, code].map(cellOf),
    reason,
    input,
  ]
  const recordOf = (issue: Issue) => record(placeOf(issue), issue.code, cellOf(issue.message))
  if (result.outcome === 'invalid' || result.outcome === 'rejected')
    return result.issues.map(recordOf)
  // Written partially: the attributes that were not saved.
  if (result.outcome === 'created' || result.outcome === 'changed')
    return result.notSaved.map(recordOf)
  if (result.outcome === 'conflict')
    return result.conflicts.map(({ attribute, before = null, mine, theirs }) =>
      record(attribute, 'conflict', disarmedJson({ before, mine, theirs })),
    )
  const message =
    result.outcome === 'unknown'
      ? result.message
      : result.outcome === 'skipped'
        ? 'the contact does not match the filters of the job any more'
        : ''
  return [record(null, result.outcome, cellOf(message))]
}

/**
 * Dotted path of an issue: `phones.1.kind` is the attribute, the index of the value, and the part
 * of the value.
 */
function placeOf({ attribute, index, part }: Issue): string | null {
  if (attribute === null) return null
  return [attribute, index, part].filter((name) => name !== undefined).join('.')
}

const cellOf = (value: string | number | null): string =>
  typeof value === 'string' ? disarm(value, { keepsNumbers: false }) : String(value ?? '')

/** The row as it was received, with its ID if it had one. */
function inputOf({ contact_id: id, input }: StoredRow): string {
  if (input === null) return ''
  const original: unknown = JSON.parse(input)
  return disarmedJson(
    id === null || chatIn(input) !== null ? original : Object.assign({ id }, original),
  )
}
