import { useEffect, useRef, useState } from 'react'
import { type Match, matchList, maxMatchIds } from '#contract/api/matches.ts'
import { request } from '#dashboard/lib/api-client.ts'

type Matching =
  | { state: 'idle' }
  | { state: 'running'; done: number; total: number }
  | { state: 'failed'; error: unknown }
  | { state: 'found'; found: MatchesFound }

type Where = { source: string; target: string; columns: number[] }

/** Looks up bot contacts in batches; another lookup aborts the previous one. */
export function useMatching() {
  const [matching, setMatching] = useState<Matching>({ state: 'idle' })
  const running = useRef<AbortController>(undefined)
  useEffect(() => () => running.current?.abort(), [])

  const stop = () => {
    running.current?.abort()
    setMatching({ state: 'idle' })
  }
  const find = async (where: Where, ids: number[]) => {
    running.current?.abort()
    const own = new AbortController()
    running.current = own
    const total = ids.length
    setMatching({ state: 'running', done: 0, total })
    const ifStill = (next: Matching) => {
      if (!own.signal.aborted) setMatching(next)
    }
    try {
      const found = await findMatches(where, ids, {
        signal: own.signal,
        onStep: (done) => ifStill({ state: 'running', done, total }),
      })
      ifStill({ state: 'found', found })
    } catch (error) {
      ifStill({ state: 'failed', error })
    }
  }
  return { matching, find: (where: Where, ids: number[]) => void find(where, ids), stop }
}

type MatchesFound = { items: Match[]; missing: number[] }

/**
 * Looks up bot contacts at the target, in batches of one request. Each costs several calls at both
 * sources, so more than one batch runs at bulk priority.
 */
export async function findMatches(
  { source, target, columns }: { source: string; target: string; columns: number[] },
  ids: number[],
  { signal, onStep }: { signal: AbortSignal; onStep: (done: number) => void },
): Promise<MatchesFound> {
  const found: MatchesFound = { items: [], missing: [] }
  const carried = columns.length > 0 ? `&columns=${columns.join(',')}` : ''
  const priority = ids.length > maxMatchIds ? 'bulk' : undefined
  for (let index = 0; index < ids.length; index += maxMatchIds) {
    const part = ids.slice(index, index + maxMatchIds)
    const path = `/api/sources/${source}/matches?target=${target}&ids=${part.join(',')}${carried}`
    const answer = await request(matchList, path, { signal, ...(priority && { priority }) })
    found.items.push(...answer.items)
    found.missing.push(...answer.missing)
    onStep(index + part.length)
  }
  return found
}
