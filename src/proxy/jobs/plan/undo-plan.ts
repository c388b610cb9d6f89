import type { ContactSnapshot, EditRow, JobPatch } from '#contract/api/job-rows.ts'
import { valuesOf } from './field-image.ts'

/**
 * The change that undoes what a job wrote, with what the job wrote as the values seen: later changes
 * of the same values conflict with the undo and are not overwritten. `unwritable` names what cannot be
 * written again, such as files.
 */
export function inverseOf(
  id: number,
  base: ContactSnapshot,
  after: ContactSnapshot,
): { row: EditRow; unwritable: string[] } {
  const patch: JobPatch = {}
  const before: ContactSnapshot = {}
  const unwritable: string[] = []
  for (const key of ['name', 'firstName', 'lastName'] as const) {
    if (after[key] === undefined || base[key] === undefined) continue
    patch[key] = base[key]
    before[key] = after[key]
  }
  if (after.responsible !== undefined) {
    patch.responsible = base.responsible ?? 0
    before.responsible = after.responsible
  }
  for (const key of ['phones', 'emails'] as const) {
    const was = base[key]
    if (!was || !after[key]) continue
    patch[key] = { set: was }
    before[key] = after[key]
  }
  if (base.tags && after.tags) {
    patch.tags = { set: base.tags }
    before.tags = after.tags
  }
  for (const { id: fieldId, content } of base.fields ?? []) {
    const wrote = after.fields?.find((field) => field.id === fieldId)
    const values = valuesOf(content)
    if (!wrote) continue
    if (values === undefined) {
      unwritable.push(`fields.${fieldId}`)
      continue
    }
    patch.fields = [...(patch.fields ?? []), { id: fieldId, values }]
    before.fields = [...(before.fields ?? []), wrote]
  }
  return { row: { id, patch, before }, unwritable }
}
