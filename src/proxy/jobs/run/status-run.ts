import { randomUUID } from 'node:crypto'
import * as z from 'zod/mini'
import { status } from '#contract/api/job-rows.ts'
import type { StoredJob } from '#proxy/jobs/store/job-view.ts'
import { requirePart } from '#proxy/sources/source.ts'
import { SourceError } from '#proxy/sources/transport/source-errors.ts'
import { afterFailure, callOf, recordResults, type RunContext } from './run-context.ts'
import type { RunRow } from '#proxy/jobs/store/run-reads.ts'
import { skippedRows } from './skipped-rows.ts'
import { endOf, type SendEnd } from './send-result.ts'

const statusInput = z.object({ status })

/**
 * Sets the status of contacts, one request each. A status cannot be read back: after an unclear
 * response the same text is sent again, and it cannot be undone.
 */
export async function sendStatus(
  context: RunContext,
  job: StoredJob,
  rows: RunRow[],
): Promise<SendEnd> {
  const { store, source } = context
  const call = callOf(context, job)
  const { setStatus } = requirePart(source.variables, 'status')
  let skipped
  try {
    const unsent = rows.filter(({ chunk }) => chunk === null)
    skipped = await skippedRows(context, job, unsent, call)
  } catch (error) {
    // Nothing has been sent, because reading comes first.
    if (error instanceof SourceError) return { is: 'blocked', error }
    return endOf(error)
  }
  await recordResults(context, job.id, skipped)
  for (const row of rows) {
    if (skipped.some((update) => update.row === row)) continue
    const id = row.contact_id ?? 0
    const intent = statusInput.parse(JSON.parse(row.input ?? job.shared ?? '{}'))
    await store.beginSend(job.id, [{ row }], { chunk: randomUUID(), cursor: undefined })
    try {
      await setStatus(id, intent.status, call)
    } catch (error) {
      return afterFailure(context, job.id, [row], error)
    }
    const details = { attributes: ['status'], merged: [], notSaved: [], updatedAt: null }
    await recordResults(context, job.id, [{ row, result: { outcome: 'changed', id, ...details } }])
  }
  return { is: 'done' }
}
