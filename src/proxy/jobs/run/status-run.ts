import { randomUUID } from 'node:crypto'
import * as z from 'zod/mini'
import { status, type RowResult } from '#contract/api/job-rows.ts'
import type { StoredJob } from '#proxy/jobs/store/job-view.ts'
import { afterFailure, recordResults, type RunContext } from './run-context.ts'
import type { RunRow } from '#proxy/jobs/store/run-reads.ts'
import type { SendEnd } from './send-result.ts'

const statusInput = z.object({ status })

/**
 * Sets the status of contacts, one request each. It cannot be read back: one that got no clear
 * answer is set again, to the same text, and it cannot be undone.
 */
export async function sendStatus(
  context: RunContext,
  job: StoredJob,
  rows: RunRow[],
): Promise<SendEnd> {
  const { store, source, call } = context
  for (const row of rows) {
    const id = row.contact_id ?? 0
    const intent = statusInput.parse(JSON.parse(row.input ?? job.shared ?? '{}'))
    await store.beginSend(job.id, [{ row }], { chunk: randomUUID(), cursor: undefined })
    try {
      await source.setStatus(id, intent.status, call)
    } catch (error) {
      return afterFailure(context, job.id, [row], error)
    }
    const changed: RowResult = { outcome: 'changed', id, fields: ['status'], updatedAt: null }
    await recordResults(context, job.id, [{ row, result: changed }])
  }
  return { is: 'done' }
}
