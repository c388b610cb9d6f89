import { useEffect, useRef, useState } from 'react'
import type { Attribute } from '#contract/model/attribute.ts'
import type { ValueCheck } from '#contract/model/value-check.ts'
import type { Value } from '#contract/model/value.ts'
import type { ValueContext } from '#contract/model/value-context.ts'
import type { AttributeDraft, TypingContext } from './attribute-draft.ts'
import { draftChecks, withAccepted, withoutOddMarks, withTexts } from './draft-checks.ts'

type Options = {
  attribute: Pick<Attribute, 'kind'> & ValueContext
  draft: AttributeDraft
  held: Value | null
  typing: TypingContext
  /** ID of the editor, from which those of its texts are made. */
  id: string
  onChange: (draft: AttributeDraft) => void
  /** Called when a text is accepted, with the draft in which it is. */
  onKeep?: ((draft: AttributeDraft) => void) | undefined
  /** Counts attempts to save: with each, everything that looks wrong is shown. */
  attempt: number
}

/** A change that was made for the person, with the draft before it. */
type Made = { at: number; from: string; isCleaning: boolean; before: AttributeDraft }

export type ValueChecks = {
  /** What is shown below one of several values, or below the only one. */
  at: (index: number) => readonly ValueCheck[]
  madeAt: (index: number) => Made | undefined
  idAt: (index: number) => string
  change: (draft: AttributeDraft) => void
  onBlur: () => void
  apply: (check: ValueCheck, texts: readonly string[]) => void
  keep: (check: ValueCheck) => void
  undo: () => void
}

/** Milliseconds: a click that ends the entry has met its target before anything moves. */
const settling = 200

const textsOf = ({ value, text }: AttributeDraft): string[] =>
  text !== null
    ? [text]
    : value?.kind === 'contactPoints'
      ? value.items.map((item) => item.value)
      : value !== null && 'values' in value
        ? value.values
        : []

/**
 * What is asked about a value while it is entered: when its editor is left, or it is to be saved. Marks
 * that nobody sees are removed as they are pasted, and shown with a way back.
 */
export function useValueChecks(options: Options): ValueChecks {
  const { attribute, draft, held, typing, id, onChange, onKeep, attempt } = options
  const [seen, setSeen] = useState<readonly string[]>([])
  const [seenAttempt, setSeenAttempt] = useState(attempt)
  const [made, setMade] = useState<Made>()
  if (attempt !== seenAttempt) {
    setSeenAttempt(attempt)
    setSeen(textsOf(draft))
  }
  const latest = useRef(draft)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    latest.current = draft
  })
  useEffect(() => () => clearTimeout(timer.current), [])
  const context = { attribute, held, typing }
  // An ambiguous date is asked about by its own editor.
  const checks = draftChecks(draft, attribute, held, typing).filter(
    ({ severity, code, suggestions }) =>
      severity !== 'error' || (suggestions.length > 0 && code !== 'ambiguous_date'),
  )
  const put = (next: AttributeDraft) =>
    onChange(draft.accepted ? { ...next, accepted: draft.accepted } : next)
  const isMade = made !== undefined && textsOf(draft)[made.at] !== made.from
  return {
    at: (index) =>
      checks.filter((check) => (check.index ?? 0) === index && seen.includes(check.text)),
    madeAt: (index) => (isMade && made.at === index ? made : undefined),
    idAt: (index) => `${id}-${index}-check`,
    change: (next) => {
      const carried = draft.accepted ? { ...next, accepted: draft.accepted } : next
      const odd = draftChecks(carried, attribute, held, typing)
      const cleaned = withoutOddMarks(carried, odd, context)
      if (!cleaned) {
        if (made && textsOf(next)[made.at] !== textsOf(draft)[made.at]) setMade(undefined)
        return put(next)
      }
      const [first] = odd.filter(({ code }) => code === 'invisible_marks')
      setMade({ at: first?.index ?? 0, from: first?.text ?? '', isCleaning: true, before: carried })
      put(cleaned)
    },
    onBlur: () => {
      clearTimeout(timer.current)
      timer.current = setTimeout(() => setSeen(textsOf(latest.current)), settling)
    },
    apply: (check, texts) => {
      setMade({ at: check.index ?? 0, from: check.text, isCleaning: false, before: draft })
      put(withTexts(draft, check, texts, context))
    },
    keep: (check) => {
      const next = withAccepted(draft, [check.text])
      onChange(next)
      onKeep?.(next)
    },
    undo: () => {
      if (!made) return
      setSeen([...seen, made.from])
      setMade(undefined)
      // What is put back with its marks is meant with them.
      onChange(made.isCleaning ? withAccepted(made.before, [made.from]) : made.before)
    },
  }
}
