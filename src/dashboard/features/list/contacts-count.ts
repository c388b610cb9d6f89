import { useEffect, useRef, useState } from 'react'
import type { Source } from '#contract/api/sources.ts'
import { loadModule } from '#dashboard/lib/load-module.ts'
import type { ContactsQuery } from '#dashboard/domain/contacts-search.ts'
import { matchKey, type ContactSelection } from './contacts-selection.tsx'

export type CountState =
  | { state: 'idle'; start: () => void }
  | { state: 'running'; found: number; total: number | null; stop: () => void }
  | { state: 'failed'; error: unknown; start: () => void; dismiss: () => void }

type Running = { found: number; total: number | null; query: string }

/**
 * Adds everything that matches to the selection by a full scan. If it is stopped or fails, the
 * contacts found remain selected, as a part. Another query, or leaving the page, stops it.
 */
export function useContactsCount(
  source: Source,
  query: ContactsQuery,
  updateSelection: (change: (selection: ContactSelection) => ContactSelection) => void,
): CountState {
  const [running, setRunning] = useState<Running>()
  const [failure, setFailure] = useState<{ error: unknown; query: string }>()
  const stop = useRef<AbortController>(undefined)
  const key = matchKey(query)
  useEffect(() => () => stop.current?.abort(), [key])

  const start = () => {
    const control = new AbortController()
    stop.current?.abort()
    stop.current = control
    setFailure(undefined)
    setRunning({ found: 0, total: null, query: key })
    void count(control.signal)
  }

  async function count(signal: AbortSignal) {
    try {
      const { selectMatches } = await loadModule(() => import('./contacts-count-run.ts'))
      await selectMatches({
        source,
        query,
        signal,
        onFound: (found, total) => setRunning({ found, total, query: key }),
        updateSelection,
      })
    } catch (error) {
      if (!signal.aborted) setFailure({ error, query: key })
    } finally {
      if (stop.current?.signal === signal || signal.aborted) setRunning(undefined)
    }
  }

  if (running?.query === key)
    return {
      state: 'running',
      found: running.found,
      total: running.total,
      stop: () => stop.current?.abort(),
    }
  if (failure?.query === key)
    return {
      state: 'failed',
      error: failure.error,
      start,
      dismiss: () => setFailure(undefined),
    }
  return { state: 'idle', start }
}
