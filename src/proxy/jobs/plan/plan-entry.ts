import type { Conflict, ContactSnapshot, Reason } from '#contract/api/job-rows.ts'
import type { ContactPatch } from '#contract/api/writes.ts'
import type { Merged } from './three-way-merge.ts'

/** What is to become of one contact, and what it was and will be in the touched values. */
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
/** A value as it is told to people; what is left out of JSON is null there. */
export const toJson = (value: unknown): Json => JSON.parse(JSON.stringify(value ?? null))

/** Notes a change or a conflict; whether there is something to send. */
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
