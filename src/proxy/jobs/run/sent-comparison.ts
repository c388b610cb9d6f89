import { keysOf } from '#contract/model/change.ts'
import type { Issue } from '#contract/model/issue.ts'
import type { Snapshot } from '#contract/model/snapshot.ts'
import {
  changedTo,
  planContextOf,
  planRow,
  unclear,
  type PlannedChange,
} from '#proxy/jobs/plan/change-plan.ts'
import { snapshotsById } from '#proxy/sources/source.ts'
import type { StoredJob } from '#proxy/jobs/store/job-view.ts'
import { snapshotText } from '#proxy/jobs/store/journal.ts'
import type { RunRow } from '#proxy/jobs/store/run-reads.ts'
import type { RowUpdate } from '#proxy/jobs/store/run-store.ts'
import { callOf, type RunContext } from './run-context.ts'

/**
 * Results of comparing contacts with changes that got no response: what was written, and which rows
 * certainly were not.
 */
export type Compared = { updates: RowUpdate[]; absent: RunRow[] }

/**
 * Reads the contacts of changes that got no clear response and are not to be sent again. Rejects if
 * the source cannot be queried.
 */
export async function compareSent(
  context: RunContext,
  job: StoredJob,
  rows: RunRow[],
): Promise<Compared> {
  const { source } = context
  const call = callOf(context, job)
  const ids = rows.flatMap(({ contact_id: id }) => id ?? [])
  const [contacts, planContext] = await Promise.all([
    source.reader.readContacts(ids, call),
    planContextOf(source, call, context.onError),
  ])
  const byId = snapshotsById(contacts)
  const compared: Compared = { updates: [], absent: [] }
  for (const row of rows) {
    const plan = planRow(row, job, byId.get(row.contact_id ?? 0), planContext)
    if ('change' in plan) {
      const update = writtenInPart(plan.change)
      if (update) compared.updates.push(update)
      else compared.absent.push(row)
    } else if (plan.update.result.outcome === 'changed') compared.updates.push(plan.update)
    else compared.updates.push(unclear(row))
  }
  return compared
}

/** The result of a row that was written partially; undefined if nothing was written. */
function writtenInPart({ row, snapshot, plan, base, after }: PlannedChange): RowUpdate | undefined {
  const missing = new Set(keysOf(plan.base))
  const held = keysOf(after).filter((key) => !missing.has(key))
  if (held.length === 0) return undefined
  const only = (of: Snapshot): Snapshot =>
    Object.fromEntries(held.map((key) => [key, of[key] ?? null]))
  const { id, name, updatedAt } = snapshot.detail
  const notSaved = plan.attributes.map((attribute): Issue => ({
    attribute,
    code: 'failed',
    message: 'the write got no clear response, and the value is not at the source',
  }))
  const result = changedTo(id, only(after), { updatedAt, notSaved })
  const journal = { base: snapshotText(only(base)), after: snapshotText(only(after)) }
  return { row, result, name, ...journal }
}
