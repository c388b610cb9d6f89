import { checkField } from '#dashboard/fields/field-checking.ts'
import { toFieldValues } from '#dashboard/fields/field-writing.ts'
import type { Fault } from '#dashboard/fields/field-draft.ts'
import type { BatchEdit } from './batch-plan.ts'
import { oneValueOf } from './batch-target.ts'

/** What is missing or wrong in an edit before it can be previewed. */
export function faultsOf(
  { target, operation, input, old }: BatchEdit,
  timeZone: string | null,
): { input: Fault[]; old: Fault[] } {
  if (operation === 'clear') return { input: [], old: [] }
  const check = (value: typeof input, isOne: boolean): Fault[] => {
    const faults = checkField(isOne ? oneValueOf(target.definition) : target.definition, value)
    if (faults.length > 0) return faults
    return toFieldValues(value, timeZone) ? [] : [{ code: 'required' }]
  }
  const isReplaced = operation === 'replace'
  return { input: check(input, isReplaced), old: isReplaced ? check(old, true) : [] }
}
