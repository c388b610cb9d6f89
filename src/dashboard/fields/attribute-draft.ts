import * as z from 'zod/mini'
import type { Attribute } from '#contract/model/attribute.ts'
import { issueCode, type ValueIssue } from '#contract/model/issue.ts'
import { value, type Value } from '#contract/model/value.ts'
import type { ParseContext, ValueContext } from '#contract/model/value-kind.ts'
import { isEmptyValue, isSameValue, valueKinds } from '#contract/model/value-kinds.ts'

const draftIssue = z.object({
  index: z.optional(z.int()),
  part: z.optional(z.string()),
  code: issueCode,
  message: z.string(),
  text: z.optional(z.string()),
})

/**
 * An attribute while it is being edited, in a form, a cell or a batch: the value it comes to, and the
 * text it is typed as where a text is typed. A schema, because drafts come back from storage.
 */
export const attributeDraft = z.object({
  value: z.nullable(value),
  /** What stands in the box, wrong text too; null where the value is edited as such. */
  text: z.nullable(z.string()),
  /** What keeps the text from being a value. */
  issues: z.array(draftIssue),
})
export type AttributeDraft = z.infer<typeof attributeDraft>

/** Where a text is typed: the account's zone and the reader's language. */
export type TypingContext = Pick<ParseContext, 'timeZone' | 'isCommaDecimal'>

/** What a draft has to know of its attribute. */
type Typed = Pick<Attribute, 'kind'> & ValueContext

export const draftOf = (held: Value | null): AttributeDraft => ({
  value: held,
  text: null,
  issues: [],
})

/** What a typed text comes to; `before` lends its kinds and ids to the values that stay. */
export function draftOfText(
  text: string,
  attribute: Typed,
  before: Value | null,
  context: TypingContext,
): AttributeDraft {
  const parsed = valueKinds[attribute.kind].parse(text, { ...attribute, ...context, before })
  return { value: parsed.issues.length > 0 ? null : parsed.value, text, issues: parsed.issues }
}

/** All that is wrong with a draft: its text, or the value that it comes to. */
export function draftIssues(draft: AttributeDraft, attribute: Typed): ValueIssue[] {
  if (draft.issues.length > 0) return draft.issues.map(withoutAbsent)
  if (draft.value === null || isEmptyValue(draft.value)) return []
  return valueKinds[draft.value.kind].validate(draft.value, attribute)
}

/** Keys that are left out, not keys that hold undefined. */
const withoutAbsent = ({
  index,
  part,
  text,
  ...issue
}: AttributeDraft['issues'][number]): ValueIssue => ({
  ...issue,
  ...(index !== undefined && { index }),
  ...(part !== undefined && { part }),
  ...(text !== undefined && { text }),
})

/** Whether a draft differs from what is there; text that is no value counts, so that it is not lost. */
export const isDraftChanged = (draft: AttributeDraft, held: Value | null): boolean =>
  draft.issues.length > 0 || !isSameValue(draft.value, held)
