import { randomUUID } from 'node:crypto'
import type { RowResult } from '#contract/api/row-results.ts'
import { keysOf } from '#contract/model/change.ts'
import type { WriteResult } from '#proxy/sources/contact-write.ts'
import { requirePart } from '#proxy/sources/source.ts'
import { SourceError } from '#proxy/sources/transport/source-errors.ts'
import {
  invalidWith,
  notUnderstood,
  planContextOf,
  rejectedWith,
  type PlanContext,
} from '#proxy/jobs/plan/change-plan.ts'
import { planCreate, type CreatePlan } from '#proxy/jobs/plan/create-plan.ts'
import { draftIn } from '#proxy/jobs/plan/row-intent.ts'
import type { StoredJob } from '#proxy/jobs/store/job-view.ts'
import { allLinked, linkCreated } from './created-links.ts'
import { afterFailure, callOf, recordResults, type RunContext } from './run-context.ts'
import type { RunRow } from '#proxy/jobs/store/run-reads.ts'
import type { RowUpdate } from '#proxy/jobs/store/run-store.ts'
import { endOf, type SendEnd } from './send-result.ts'

export type PlannedCreate = CreatePlan & { row: RunRow }

/** Sends some rows of a create job in one request; records their state before. */
export async function sendCreates(
  context: RunContext,
  job: StoredJob,
  rows: RunRow[],
): Promise<SendEnd> {
  const { store, source } = context
  const call = callOf(context, job)
  let planned
  let cursor
  try {
    planned = planCreates(rows, await planContextOf(source, call, context.onError))
    cursor = planned.creates.length > 0 ? await context.cursor() : undefined
  } catch (error) {
    const end = endOf(error)
    return error instanceof SourceError ? { is: 'blocked', error } : end
  }
  const { creates, updates: invalid } = planned
  await recordResults(context, job.id, invalid)
  if (creates.length === 0) return { is: 'done' }
  const sent = creates.map(({ row }) => ({ row }))
  await store.beginSend(job.id, sent, { chunk: randomUUID(), cursor })
  let results: WriteResult[]
  try {
    results = await requirePart(source.writer, 'create').createContacts(
      creates.map(({ create }) => create),
      call,
    )
  } catch (error) {
    return afterFailure(
      context,
      job.id,
      creates.map(({ row }) => row),
      error,
    )
  }
  const made = creates.flatMap((entry, index) => {
    const result = results[index]
    return result && 'id' in result ? [{ ...entry, id: result.id }] : []
  })
  const notSaved = await linkCreated(context, job, made)
  const updates = creates.flatMap(({ row, create }, index): RowUpdate[] => {
    const result = results[index]
    if (!result || result.status === 'skipped') return []
    if (result.status === 'rejected') return [{ row, result: rejectedWith(...result.issues) }]
    const { status: outcome, id, updatedAt } = result
    const { issues, unsure } = notSaved.get(row.line) ?? allLinked
    const created: RowResult =
      outcome === 'created'
        ? { outcome, id, updatedAt, notSaved: issues }
        : {
            // The source had the contact already; its previous values are unknown.
            outcome,
            id,
            attributes: [...keysOf(create.values), ...(create.tags.length > 0 ? ['tags'] : [])],
            merged: [],
            notSaved: issues,
            updatedAt,
          }
    return [{ row, result: created, contactId: id, unsure }]
  })
  return finishSend(
    context,
    job,
    creates.map(({ row }) => row),
    updates,
  )
}

/** The rows in the form in which their source writes them, and the results of invalid rows. */
export function planCreates(
  rows: RunRow[],
  { attributes, definitions, onError }: PlanContext,
): { creates: PlannedCreate[]; updates: RowUpdate[] } {
  const creates: PlannedCreate[] = []
  const updates: RowUpdate[] = []
  for (const row of rows)
    try {
      const plan = planCreate(draftIn(row.input, definitions), attributes)
      if (plan.issues.length > 0) updates.push({ row, result: invalidWith(...plan.issues) })
      else creates.push({ ...plan, row })
    } catch (error) {
      onError(error)
      updates.push({ row, result: notUnderstood })
    }
  return { creates, updates }
}

/** Stores results; rows that were valid but not written because of other rows are pending again. */
export async function finishSend(
  context: RunContext,
  job: StoredJob,
  rows: RunRow[],
  updates: RowUpdate[],
): Promise<SendEnd> {
  const resolvedLines = new Set(updates.map(({ row }) => row.line))
  const unhandled = rows.filter(({ line }) => !resolvedLines.has(line))
  const [only] = rows
  if (only && rows.length === 1 && unhandled.length === 1) {
    const message = 'the source neither saved nor rejected it'
    const result = rejectedWith({ attribute: null, code: 'invalid_response', message })
    await recordResults(context, job.id, [{ row: only, result }])
    return { is: 'done' }
  }
  await recordResults(context, job.id, updates)
  await context.store.release(job.id, unhandled, { wasTried: false })
  // The source named none of the rows.
  return unhandled.length === rows.length ? { is: 'narrow' } : { is: 'done' }
}
