import * as z from 'zod/mini'
import type { Attribute } from '#contract/model/attribute.ts'
import { issueCode, type ValueIssue } from '#contract/model/issue.ts'
import { value, type Value } from '#contract/model/value.ts'
import type { ValueContext } from '#contract/model/value-context.ts'
import type { ParseContext } from '#contract/model/value-kind.ts'
import { isEmptyValue, isIdenticalValue, valueKinds } from '#contract/model/value-kinds.ts'

const draftIssue = z.object({
  index: z.optional(z.int()),
  part: z.optional(z.string()),
  code: issueCode,
  message: z.string(),
  text: z.optional(z.string()),
})

/**
 * An attribute while it is edited in a form, a cell or a batch: its value, and the text if it is
 * edited as text. A schema, because drafts are read from storage.
 */
export const attributeDraft = z.object({
  value: z.nullable(value),
  /** The text in the input, even if invalid; null if the value is not edited as text. */
  text: z.nullable(z.string()),
  /** Issues that prevent the text from being parsed. */
  issues: z.array(draftIssue),
  /** Texts that a person keeps as they are, whatever is odd about them. */
  accepted: z.optional(z.array(z.string())),
})
export type AttributeDraft = z.infer<typeof attributeDraft>

/** Context for typed text: the account's time zone and the user's language. */
export type TypingContext = Pick<ParseContext, 'timeZone' | 'isCommaDecimal'>

/** The attribute data that a draft requires. */
type Typed = Pick<Attribute, 'kind'> & ValueContext

export const draftOf = (held: Value | null): AttributeDraft => ({
  value: held,
  text: null,
  issues: [],
})

/** The draft for a typed text; items that remain get the kinds and IDs of `before`. */
export function draftOfText(
  text: string,
  attribute: Typed,
  before: Value | null,
  context: TypingContext,
): AttributeDraft {
  const parsed = valueKinds[attribute.kind].parse(text, { ...attribute, ...context, before })
  return { value: parsed.issues.length > 0 ? null : parsed.value, text, issues: parsed.issues }
}

/** All issues of a draft: those of its text, or of its value. */
export function draftIssues(draft: AttributeDraft, attribute: Typed): ValueIssue[] {
  if (draft.issues.length > 0) return draft.issues.map(withoutAbsent)
  if (draft.value === null || isEmptyValue(draft.value)) return []
  return valueKinds[draft.value.kind].validate(draft.value, attribute)
}

/** Removes keys whose value is undefined. */
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

/**
 * Whether a draft differs from the current value; unparsable text counts as changed, so that it is
 * not lost.
 */
export const isDraftChanged = (draft: AttributeDraft, held: Value | null): boolean =>
  draft.issues.length > 0 || !isIdenticalValue(draft.value, held)
