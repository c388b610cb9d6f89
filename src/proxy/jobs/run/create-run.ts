import { randomUUID } from 'node:crypto'
import { contactDraft, type WriteResult } from '#contract/api/writes.ts'
import { SourceError } from '#proxy/sources/transport/source-errors.ts'
import type { StoredJob } from '#proxy/jobs/store/job-view.ts'
import { afterFailure, rejectedWith, recordResults, type RunContext } from './run-context.ts'
import type { RunRow } from '#proxy/jobs/store/run-reads.ts'
import type { RowUpdate } from '#proxy/jobs/store/run-store.ts'
import { endOf, type SendEnd } from './send-result.ts'

export const draftOf = ({ input }: RunRow) => contactDraft.parse(JSON.parse(input ?? '{}'))

/** Sends some rows of a create job in one request; their state is recorded before. */
export async function sendCreates(
  context: RunContext,
  job: StoredJob,
  rows: RunRow[],
): Promise<SendEnd> {
  const { store, source, call } = context
  let cursor
  try {
    cursor = await context.cursor()
  } catch (error) {
    const end = endOf(error)
    return error instanceof SourceError ? { is: 'blocked', error } : end
  }
  const sent = rows.map((row) => ({ row }))
  await store.beginSend(job.id, sent, { chunk: randomUUID(), cursor })
  let results: WriteResult[]
  try {
    results = await source.createContacts(rows.map(draftOf), call)
  } catch (error) {
    return afterFailure(context, job.id, rows, error)
  }
  const updates = rows.flatMap((row, index): RowUpdate[] => {
    const result = results[index]
    if (!result || result.status === 'skipped') return []
    if (result.status === 'rejected')
      return [{ row, result: { outcome: 'rejected', reasons: result.reasons } }]
    const { id } = result
    if (result.status === 'created')
      return [{ row, result: { outcome: 'created', id }, contactId: id }]
    // A contact the source knew already: its values before are unknown.
    const [fields, { updatedAt }] = [Object.keys(draftOf(row)), result]
    return [{ row, result: { outcome: 'changed', id, fields, updatedAt }, contactId: id }]
  })
  return finishSend(context, job, rows, updates)
}

/**
 * Records results; rows skipped because of other rows become pending again. `stale`: lines with a
 * concurrent change, which are read again, a limited number of times.
 */
export async function finishSend(
  context: RunContext,
  job: StoredJob,
  rows: RunRow[],
  updates: RowUpdate[],
  stale: Set<number> = new Set(),
): Promise<SendEnd> {
  const resolvedLines = new Set(updates.map(({ row }) => row.line))
  const again = rows.filter(({ line }) => stale.has(line))
  const unhandled = rows.filter(({ line }) => !resolvedLines.has(line) && !stale.has(line))
  const [only] = rows
  if (only && rows.length === 1 && unhandled.length === 1) {
    const message = 'the source neither accepted nor rejected it'
    const result = rejectedWith({ field: null, code: 'invalid_response', message })
    await recordResults(context, job.id, [{ row: only, result }])
    return { is: 'done' }
  }
  await recordResults(context, job.id, updates)
  await context.store.release(job.id, unhandled, { wasTried: false })
  await context.store.release(job.id, again, { wasTried: true })
  // No row was named.
  return unhandled.length === rows.length ? { is: 'narrow' } : { is: 'done' }
}
