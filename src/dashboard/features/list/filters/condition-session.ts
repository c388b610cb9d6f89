import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { noFilters } from '#dashboard/domain/contacts-search.ts'
import { toCondition, type Draft } from './condition-draft.ts'
import type { FilterProps } from './filter-bar.tsx'
import { toFilterTexts, type ListFilter } from './where-terms.ts'

const typingPause = 300 // ms after the last key until what is typed applies

/** A condition that is edited, and the filter it belongs to as it was before. */
export type ConditionSession = {
  index: number
  /** Without a condition at the index, one is added there. */
  filter: ListFilter
  draft: Draft
}

/**
 * Edits one condition. Each change applies at once, except while one types; an incomplete condition
 * is left out.
 */
export function useConditionSession(onChange: FilterProps['onChange']) {
  const [session, setSession] = useState<ConditionSession>()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const pending = useRef<ConditionSession>(undefined)
  const applied = useRef<{ where: string | undefined; isContinued: boolean }>(undefined)

  const apply = (next: ConditionSession) => {
    clearTimeout(timer.current)
    pending.current = undefined
    const { index, filter, draft } = next
    const condition = toCondition(draft)
    const terms = filter.terms.toSpliced(index, 1, ...(condition ? [condition] : []))
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

  return {
    session,
    begin: (next: ConditionSession) => {
      const { where } = toFilterTexts(next.filter, noFilters)
      applied.current = { where, isContinued: false }
      setSession(next)
    },
    change: (draft: Draft, isTyped = false) => {
      if (!session) return
      const next = { ...session, draft }
      setSession(next)
      if (!isTyped) return apply(next)
      pending.current = next
      clearTimeout(timer.current)
      timer.current = setTimeout(() => apply(next), typingPause)
    },
    end: () => {
      flush()
      setSession(undefined)
    },
  }
}
