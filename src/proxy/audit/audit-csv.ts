import type { AuditDetail, AuditEntry } from '#contract/api/audit.ts'
import { csvRecord, disarm, disarmedJson, type CsvSeparator } from '#contract/model/csv.ts'

const columns = [
  'id',
  'time',
  'person',
  'person_id',
  'address',
  'action',
  'outcome',
  'source',
  'contact',
  'contact_name',
  'subject',
  'job',
  'line',
  'undo_of',
  'undone_person',
  'attribute',
  'name',
  'before',
  'after',
]

/**
 * Entries as CSV (RFC 4180): one record for each thing that was changed. Values are JSON, an empty
 * cell says that nobody knew the value.
 */
export async function* auditCsv(
  pages: AsyncIterable<AuditEntry[]>,
  { bom, separator }: { bom: boolean; separator: CsvSeparator },
): AsyncIterable<string> {
  const write = (cells: string[]) => csvRecord(cells, separator, 'needed')
  yield (bom ? '\uFEFF' : '') + write(columns)
  for await (const entries of pages)
    yield entries
      .flatMap((entry) => recordsOf(entry))
      .map(write)
      .join('')
}

function recordsOf(entry: AuditEntry): string[][] {
  const { actor, contact, job, undoOf, details } = entry
  const common = [
    entry.id,
    entry.at,
    actor.name,
    actor.id,
    entry.address,
    entry.action,
    entry.outcome,
    entry.source,
    contact?.id,
    contact?.name,
    entry.subject,
    job?.id,
    job?.line,
    undoOf?.job,
    undoOf?.actor,
  ].map(cellOf)
  const shown: (AuditDetail | undefined)[] = details.length === 0 ? [undefined] : details
  return shown.map((detail) => [
    ...common,
    cellOf(detail?.attribute),
    cellOf(detail?.name),
    valueCell(detail?.before),
    valueCell(detail?.after),
  ])
}

const cellOf = (content: string | number | null | undefined): string =>
  typeof content === 'string' ? disarm(content, { keepsNumbers: false }) : String(content ?? '')

function valueCell(content: AuditDetail['before']): string {
  if (content === undefined) return ''
  if (typeof content === 'string' || typeof content === 'number') return cellOf(content)
  return disarmedJson(content)
}
