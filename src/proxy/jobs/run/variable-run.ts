import { randomUUID } from 'node:crypto'
import {
  changedVariable,
  planVariableRow,
  type VariableWrite,
} from '#proxy/jobs/plan/variable-plan.ts'
import type { StoredJob } from '#proxy/jobs/store/job-view.ts'
import { variableText } from '#proxy/jobs/store/journal.ts'
import type { RunRow } from '#proxy/jobs/store/run-reads.ts'
import { requirePart } from '#proxy/sources/source.ts'
import { afterFailure, callOf, recordResults, type RunContext } from './run-context.ts'
import { endOf, type SendEnd } from './send-result.ts'
import type { Compared } from './sent-comparison.ts'

/**
 * Writes variables of bot contacts, one request each, after reading their current values, which an
 * undo restores. A row whose response was lost is compared in the same way.
 */
export async function sendVariables(
  context: RunContext,
  job: StoredJob,
  rows: RunRow[],
): Promise<SendEnd> {
  for (const row of rows) {
    let plan
    try {
      plan = await planOf(context, job, row)
    } catch (error) {
      // Nothing has been sent, because reading comes first.
      const end = endOf(error)
      return end.is === 'unsure' ? { is: 'blocked', error: end.error } : failed(row, error)
    }
    if ('update' in plan) {
      await recordResults(context, job.id, [plan.update])
      continue
    }
    const end = await sendVariable(context, job, plan.write)
    if (end.is !== 'done') return end
  }
  return { is: 'done' }

  function failed(row: RunRow, error: unknown): Promise<SendEnd> {
    return afterFailure(context, job.id, [row], error)
  }
}

async function planOf(context: RunContext, job: StoredJob, row: RunRow) {
  const { readVariables } = requirePart(context.source.variables, 'variables')
  return planVariableRow(row, await readVariables(row.contact_id ?? 0, callOf(context, job)))
}

async function sendVariable(
  context: RunContext,
  job: StoredJob,
  { row, base, after }: VariableWrite,
): Promise<SendEnd> {
  const call = callOf(context, job)
  const { setVariable, deleteVariable } = requirePart(context.source.variables, 'variables')
  const id = row.contact_id ?? 0
  const journal = { base: variableText(base), after: variableText(after) }
  await context.store.beginSend(job.id, [{ row, ...journal }], {
    chunk: randomUUID(),
    cursor: undefined,
  })
  const { name, value, isDeletable } = after
  try {
    if (value === null) await deleteVariable(id, name, call)
    else await setVariable(id, { name, value, isDeletable }, call)
  } catch (error) {
    return afterFailure(context, job.id, [row], error)
  }
  await recordResults(context, job.id, [{ row, result: changedVariable(id), ...journal }])
  return { is: 'done' }
}

/** Determines the outcome of rows that got no clear response and are not to be sent again. */
export async function compareVariables(
  context: RunContext,
  job: StoredJob,
  rows: RunRow[],
): Promise<Compared> {
  const compared: Compared = { updates: [], absent: [] }
  for (const row of rows) {
    const plan = await planOf(context, job, row)
    if ('update' in plan && plan.update.result.outcome === 'changed')
      compared.updates.push(plan.update)
    else compared.absent.push(row)
  }
  return compared
}
