import type { Conflict, ContactSnapshot, Reason } from '#contract/api/job-rows.ts'
import type { ContactPatch } from '#contract/api/writes.ts'
import type { Merged } from './three-way-merge.ts'

/** The planned change of one contact, with its touched values before and after. */
export type EditPlan = {
  /** What to send: only what changes. */
  patch: ContactPatch
  conflicts: Conflict[]
  reasons: Reason[]
  base: ContactSnapshot
  after: ContactSnapshot
  /** What is sent, dotted. */
  fields: string[]
}

type Json = Conflict['mine']
/** A value as JSON for a response; undefined becomes null. */
export const toJson = (value: unknown): Json => JSON.parse(JSON.stringify(value ?? null))

/** Records a change or a conflict in the plan; true where there is something to send. */
export function recordChange(
  plan: EditPlan,
  field: string,
  merged: Merged<unknown>,
  versions: { before: unknown; mine: unknown; theirs: unknown },
): boolean {
  if (merged.is === 'unchanged') return false
  if (merged.is === 'changed') {
    plan.fields.push(field)
    return true
  }
  const { before, mine, theirs } = versions
  plan.conflicts.push({
    field,
    before: toJson(before),
    mine: toJson(mine),
    theirs: toJson(theirs),
  })
  return false
}
