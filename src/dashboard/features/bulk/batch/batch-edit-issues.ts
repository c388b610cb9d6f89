import type { ValueCheck } from '#contract/model/value-check.ts'
import type { ValueIssue } from '#contract/model/issue.ts'
import { isEmptyValue } from '#contract/model/value-kinds.ts'
import {
  draftIssues,
  type AttributeDraft,
  type TypingContext,
} from '#dashboard/fields/attribute-draft.ts'
import { draftWarnings } from '#dashboard/fields/draft-checks.ts'
import { valueOf, type BatchEdit } from './batch-plan.ts'
import { itemAttribute } from './batch-target.ts'

/** Missing or invalid values of an edit, which prevent the preview. */
export function issuesOf({ target, operation, draft, old }: BatchEdit): {
  draft: ValueIssue[]
  old: ValueIssue[]
} {
  if (operation === 'clear' || operation === 'normalise') return { draft: [], old: [] }
  const check = (entered: AttributeDraft, isWritten: boolean): ValueIssue[] => {
    const value = valueOf(target, entered)
    const issues = draftIssues({ ...entered, value }, target.attribute)
    // A value to be removed or replaced may be what is wrong at the source.
    if (issues.length > 0 && (isWritten || entered.issues.length > 0)) return issues
    return isEmptyValue(value) ? [{ code: 'required', message: 'a value is required' }] : []
  }
  return {
    draft: check(draft, operation !== 'remove'),
    old: operation === 'replace' ? check(old, false) : [],
  }
}

/** What looks wrong with the value that an edit writes, and is not accepted yet. */
export function warningsOf(
  { target, operation, draft }: BatchEdit,
  typing: TypingContext,
): ValueCheck[] {
  switch (operation) {
    case 'set':
    case 'add':
      return draftWarnings(draft, target.attribute, null, typing)
    case 'replace':
      return draftWarnings(draft, itemAttribute(target.attribute), null, typing)
    case 'clear':
    case 'remove':
    case 'normalise':
      return []
  }
}
