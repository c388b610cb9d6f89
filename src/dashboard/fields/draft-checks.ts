import type { Attribute } from '#contract/model/attribute.ts'
import { checksOf, type CheckContext, type ValueCheck } from '#contract/model/value-check.ts'
import type { Value } from '#contract/model/value.ts'
import type { ValueContext } from '#contract/model/value-context.ts'
import { draftOf, draftOfText, type AttributeDraft, type TypingContext } from './attribute-draft.ts'
import { countryOfZone } from './phone-country.ts'

type Typed = Pick<Attribute, 'kind'> & ValueContext

/** What checks need to know of the attribute and of who enters its value. */
export const checkContext = (attribute: ValueContext, typing: TypingContext): CheckContext => ({
  ...attribute,
  country: countryOfZone(typing.timeZone),
  isCommaDecimal: typing.isCommaDecimal,
})

const pointTexts = (value: Value | null): string[] =>
  value?.kind === 'contactPoints' ? value.items.map((item) => item.value) : []

/** All that is asked about a draft; values that the contact had before are not asked about. */
export function draftChecks(
  draft: AttributeDraft,
  attribute: Typed,
  held: Value | null,
  typing: TypingContext,
): ValueCheck[] {
  const known = pointTexts(held)
  const entered = { value: draft.value, text: draft.text, issues: draft.issues, known }
  return checksOf(entered, checkContext(attribute, typing), draft.accepted).filter(
    ({ text }) => !known.includes(text),
  )
}

/** What looks wrong with a draft, so that it is not written without a word. */
export const draftWarnings = (...asked: Parameters<typeof draftChecks>): ValueCheck[] =>
  draftChecks(...asked).filter(({ severity }) => severity === 'warning')

/** The draft of which these texts are accepted as they are. */
export const withAccepted = (draft: AttributeDraft, texts: readonly string[]): AttributeDraft => ({
  ...draft,
  accepted: [...new Set([...(draft.accepted ?? []), ...texts])],
})

/** The draft with other texts in the place of what was asked about; none leave the place empty. */
export function withTexts(
  draft: AttributeDraft,
  { index }: Pick<ValueCheck, 'index'>,
  texts: readonly string[],
  { attribute, held, typing }: { attribute: Typed; held: Value | null; typing: TypingContext },
): AttributeDraft {
  const { value, accepted } = draft
  if (value?.kind !== 'contactPoints' || draft.text !== null)
    return {
      ...draftOfText(texts.join('; '), attribute, held, typing),
      ...(accepted && { accepted }),
    }
  const items = value.items.flatMap((item, at) =>
    at === index ? texts.map((text) => ({ ...item, value: text })) : [item],
  )
  // The last one remains as an empty place.
  const [first] = value.items
  const filled = items.length === 0 && first ? [{ ...first, value: '' }] : items
  return { ...draftOf({ ...value, items: filled }), ...(accepted && { accepted }) }
}

/**
 * What the clipboard added to contact points that changed is removed at once, and shown with a way back.
 * Undefined if there is nothing to remove.
 */
export function withoutOddMarks(
  draft: AttributeDraft,
  checks: readonly ValueCheck[],
  context: { attribute: Typed; held: Value | null; typing: TypingContext },
): AttributeDraft | undefined {
  const odd = checks.filter(
    ({ code, suggestions }) => code === 'invisible_marks' && suggestions.length === 1,
  )
  if (odd.length === 0) return undefined
  return odd.reduce(
    (next, check) => withTexts(next, check, check.suggestions[0] ?? [], context),
    draft,
  )
}
