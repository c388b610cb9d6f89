import { checkField } from '#dashboard/fields/field-checking.ts'
import { toFieldValues } from '#dashboard/fields/field-writing.ts'
import type { FieldIssue } from '#dashboard/fields/field-draft.ts'
import type { BatchEdit } from './batch-plan.ts'
import { oneValueOf } from './batch-target.ts'

/** The issues of an edit, which prevent its preview. */
export function issuesOf(
  { target, operation, input, old }: BatchEdit,
  timeZone: string | null,
): { input: FieldIssue[]; old: FieldIssue[] } {
  if (operation === 'clear') return { input: [], old: [] }
  const check = (value: typeof input, isOne: boolean): FieldIssue[] => {
    const issues = checkField(isOne ? oneValueOf(target.definition) : target.definition, value)
    if (issues.length > 0) return issues
    return toFieldValues(value, timeZone) ? [] : [{ code: 'required' }]
  }
  const isReplaced = operation === 'replace'
  return { input: check(input, isReplaced), old: isReplaced ? check(old, true) : [] }
}
