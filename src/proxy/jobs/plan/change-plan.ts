import type { Attribute } from '#contract/model/attribute.ts'
import { keysOf } from '#contract/model/change.ts'
import type { FieldDefinition } from '#contract/model/field-definition.ts'
import type { Issue } from '#contract/model/issue.ts'
import type { Snapshot } from '#contract/model/snapshot.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import type { Source, SourceSnapshot } from '#proxy/sources/source.ts'
import type { StoredJob } from '#proxy/jobs/store/job-view.ts'
import { joinSnapshots, readSnapshot } from '#proxy/jobs/store/journal.ts'
import type { RunRow } from '#proxy/jobs/store/run-reads.ts'
import type { RowUpdate } from '#proxy/jobs/store/run-store.ts'
import { planContact, type ContactPlan } from './contact-plan.ts'
import { intentOf } from './row-intent.ts'
import { writtenAttributes } from './written-attributes.ts'

/** A row with something to send, and its contact as just read. */
export type PlannedChange = {
  row: RunRow
  snapshot: SourceSnapshot
  plan: ContactPlan
  /**
   * The journal of the row: the values before anything was sent for it, and the intended values.
   */
  base: Snapshot
  after: Snapshot
}

export type PlanContext = {
  attributes: Attribute[]
  definitions: FieldDefinition[]
  /** Called with errors for rows that cannot be interpreted. */
  onError: (error: unknown) => void
}

/** The context for planning rows of a source; its field definitions are usually cached. */
export async function planContextOf(
  { info, reader }: Source,
  call: Call,
  onError: (error: unknown) => void,
): Promise<PlanContext> {
  const definitions = await reader.listFields(call)
  return { attributes: writtenAttributes(info.capabilities, definitions), definitions, onError }
}

export const invalidWith = (...issues: Issue[]) => ({ outcome: 'invalid', issues }) as const
export const rejectedWith = (...issues: Issue[]) => ({ outcome: 'rejected', issues }) as const

/**
 * Plans a row: a result that requires no request, or a change to send. A row that cannot be
 * interpreted gets the outcome `invalid`, so that it does not block the rows after it.
 */
export function planRow(
  row: RunRow,
  job: Pick<StoredJob, 'shared' | 'tag'>,
  snapshot: SourceSnapshot | 'unreadable' | undefined,
  context: PlanContext,
): { update: RowUpdate } | { change: PlannedChange } {
  try {
    return plannedRow(row, job, snapshot, context)
  } catch (error) {
    context.onError(error)
    return { update: { row, result: notUnderstood } }
  }
}

export const notUnderstood = invalidWith({
  attribute: null,
  code: 'internal',
  message: 'Kartoteka cannot interpret the row',
})

function plannedRow(...[row, job, snapshot, context]: Parameters<typeof planRow>) {
  if (snapshot === 'unreadable')
    return { update: isSent(row) ? unclear(row) : { row, result: rejectedWith(unreadableContact) } }
  if (!snapshot) {
    const message = 'the contact does not exist'
    return {
      update: { row, result: rejectedWith({ attribute: 'id', code: 'not_found', message }) },
    }
  }
  const { id, name, updatedAt } = snapshot.detail
  const { edit, isRestore, seenAt } = intentOf(row, job, context.definitions)
  if (seenAt !== undefined && !isSameSecond(seenAt, updatedAt))
    return { update: { row, result: rejectedWith(staleIssue), name } }
  const plan = planContact({ edit, now: snapshot, attributes: context.attributes, isRestore })
  // Whether an earlier send took effect cannot be determined.
  if (isSent(row) && plan.issues.some(({ code }) => code === 'unreadable_at_source'))
    return { update: unclear(row) }
  if (plan.issues.length > 0) return { update: { row, result: invalidWith(...plan.issues), name } }
  if (plan.conflicts.length > 0) {
    const { conflicts } = plan
    return { update: { row, result: { outcome: 'conflict' as const, id, conflicts }, name } }
  }
  if (plan.write === null && plan.link.length + plan.unlink.length === 0)
    return { update: unchanged(row, snapshot) }
  // For a row that was sent before, the first image has the values before the job.
  const base = joinSnapshots(readSnapshot(row.base), plan.base)
  const after = joinSnapshots(plan.after, readSnapshot(row.after) ?? plan.after)
  return { change: { row, snapshot, plan, base, after } }
}

const isSent = ({ after }: RunRow): boolean => after !== null

export const unclear = (row: RunRow): RowUpdate => ({
  row,
  result: {
    outcome: 'unknown',
    message: 'the write got no clear response and may have been saved',
    resembles: null,
  },
})

const unreadableContact: Issue = {
  attribute: 'id',
  code: 'unreadable_at_source',
  message: 'the contact could not be read from the source',
}

export const staleIssue: Issue = {
  attribute: null,
  code: 'stale',
  message: 'another user has changed the contact since it was read',
}

const isSameSecond = (seenAt: string, updatedAt: string | null): boolean =>
  updatedAt !== null &&
  Math.floor(Date.parse(seenAt) / 1000) === Math.floor(Date.parse(updatedAt) / 1000)

/**
 * Nothing is left to write: the values were as requested before, or an earlier send has taken
 * effect.
 */
function unchanged(row: RunRow, { detail }: SourceSnapshot): RowUpdate {
  const { id, name, updatedAt } = detail
  const sent = readSnapshot(row.after)
  if (!sent) return { row, result: { outcome: 'unchanged', id }, name }
  return { row, result: changedTo(id, sent, { updatedAt }), name }
}

/** The result of a row whose changes were written as journalled. */
export const changedTo = (
  id: number,
  after: Snapshot,
  details: { updatedAt: string | null; merged?: string[]; notSaved?: Issue[] },
) => ({
  outcome: 'changed' as const,
  id,
  attributes: keysOf(after),
  merged: details.merged ?? [],
  notSaved: details.notSaved ?? [],
  updatedAt: details.updatedAt,
})
