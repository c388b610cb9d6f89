import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { noFilters } from '#dashboard/domain/contacts-search.ts'
import { toTerm, type Draft } from './condition-draft.ts'
import type { FilterProps } from './filter-bar.tsx'
import { toFilterTexts, type ListFilter } from './where-terms.ts'

const typingPause = 300 // ms after the last key until what is typed applies

/** A condition or a group that is edited, and the filter it belongs to as it was before. */
export type ConditionSession = {
  index: number
  /** Without a term at the index, one is added there. */
  filter: ListFilter
  /** The conditions of which one has to hold; usually one. */
  parts: Draft[]
  /** What is shown: the editor of a part, all parts, or what another one may be about. */
  view: number | 'parts' | 'new'
}

/**
 * Edits a condition or a group. Each change applies at once, except while one types; an incomplete
 * condition is left out.
 */
export function useConditionSession(onChange: FilterProps['onChange']) {
  const [session, setSession] = useState<ConditionSession>()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const pending = useRef<ConditionSession>(undefined)
  const applied = useRef<{ where: string | undefined; isContinued: boolean }>(undefined)

  const apply = (next: ConditionSession) => {
    clearTimeout(timer.current)
    pending.current = undefined
    const { index, filter, parts } = next
    const term = toTerm(parts)
    const terms = filter.terms.toSpliced(index, 1, ...(term ? [term] : []))
    const texts = toFilterTexts({ ...filter, terms }, noFilters)
    if (texts.where === applied.current?.where) return
    onChange(texts, applied.current?.isContinued ?? false)
    applied.current = { where: texts.where, isContinued: true }
  }
  // What was typed last applies also if the editor closes at once.
  const flush = () => {
    if (pending.current) apply(pending.current)
  }
  const flushAtEnd = useEffectEvent(flush)
  useEffect(() => () => flushAtEnd(), [])
  const go = (next: ConditionSession) => {
    flush()
    setSession(next)
  }

  return {
    session,
    /** `isChanged`: it differs from what applies. */
    begin: (next: ConditionSession, isChanged = false) => {
      const { where } = toFilterTexts(next.filter, noFilters)
      applied.current = { where, isContinued: false }
      setSession(next)
      if (isChanged) apply(next)
    },
    /** Changes the part that is shown. */
    change: (draft: Draft, isTyped = false) => {
      if (typeof session?.view !== 'number') return
      const next = { ...session, parts: session.parts.with(session.view, draft) }
      setSession(next)
      if (!isTyped) return apply(next)
      pending.current = next
      clearTimeout(timer.current)
      timer.current = setTimeout(() => apply(next), typingPause)
    },
    /** Shows something else of the same term. */
    show: (view: ConditionSession['view']) => session && go({ ...session, view }),
    /** Adds a part, and shows its editor. */
    add: (draft: Draft) =>
      session && go({ ...session, parts: [...session.parts, draft], view: session.parts.length }),
    /** Removes a part; one that is left has no list. */
    remove: (part: number) => {
      if (!session) return
      flush()
      const parts = session.parts.toSpliced(part, 1)
      const next = { ...session, parts, view: parts.length > 1 ? ('parts' as const) : 0 }
      setSession(next)
      apply(next)
    },
    end: () => {
      flush()
      setSession(undefined)
    },
  }
}
