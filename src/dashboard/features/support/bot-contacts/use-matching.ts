import { useEffect, useRef, useState } from 'react'
import { findMatches, type MatchesFound } from './matching-queries.ts'

type Matching =
  | { state: 'idle' }
  | { state: 'running'; done: number; total: number }
  | { state: 'failed'; error: unknown }
  | { state: 'found'; found: MatchesFound }

type Where = { source: string; target: string; columns: number[] }

/** Looks people up, part after part; a new question breaks off the old one. */
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
