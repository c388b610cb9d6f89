import { csvRecord, disarm, disarmedJson, type CsvSeparator } from '#contract/model/csv.ts'
import type { StoredRow } from '#proxy/jobs/store/job-view.ts'
import { toRow } from '#proxy/jobs/store/job-view.ts'

const columns = ['line', 'contact', 'name', 'outcome', 'field', 'code', 'reason', 'input']

/** The outcomes that are not successes. */
export const failures = ['rejected', 'conflict', 'unknown', 'cancelled']

/**
 * Rows that failed as CSV (RFC 4180): one record for each reason. `input` is the row as JSON, so that it
 * can be fixed and sent again.
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
  if (result.outcome === 'rejected')
    return result.reasons.map(({ field, code, message }) => record(field, code, cellOf(message)))
  if (result.outcome === 'conflict')
    return result.conflicts.map(({ field, before, mine, theirs }) =>
      record(field, 'conflict', disarmedJson({ before, mine, theirs })),
    )
  const message = result.outcome === 'unknown' ? result.message : ''
  return [record(null, result.outcome, cellOf(message))]
}

const cellOf = (value: string | number | null): string =>
  typeof value === 'string' ? disarm(value, { keepsNumbers: false }) : String(value ?? '')

/** The row as it was sent to us, with its id where the row had one. */
function inputOf({ contact_id: id, input }: StoredRow): string {
  if (input === null) return ''
  const original: unknown = JSON.parse(input)
  const isDraft =
    typeof original === 'object' &&
    original !== null &&
    !('patch' in original || 'link' in original)
  return disarmedJson(id === null || isDraft ? original : Object.assign({ id }, original))
}
