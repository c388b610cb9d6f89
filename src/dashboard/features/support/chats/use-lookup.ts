import { useEffect, useRef, useState } from 'react'
import { lookUp, type Found } from './chat-queries.ts'

type Asked = { chats: string[]; contacts: number[] }

export type Lookup<About> =
  | { state: 'idle' }
  | { state: 'running'; done: number; total: number }
  | { state: 'failed'; error: unknown }
  | { state: 'found'; found: Found; about: About }

/** Looks up chats and contacts in batches; another lookup aborts the previous one. */
export function useLookup<About>(source: string) {
  const [lookup, setLookup] = useState<Lookup<About>>({ state: 'idle' })
  const running = useRef<AbortController>(undefined)
  useEffect(() => () => running.current?.abort(), [])

  const stop = () => {
    running.current?.abort()
    setLookup({ state: 'idle' })
  }
  const startLookup = async (asked: Asked, about: About) => {
    running.current?.abort()
    const own = new AbortController()
    running.current = own
    const total = asked.chats.length + asked.contacts.length
    setLookup({ state: 'running', done: 0, total })
    try {
      const found = await lookUp(source, asked, {
        signal: own.signal,
        onStep: (done) => {
          if (!own.signal.aborted) setLookup({ state: 'running', done, total })
        },
      })
      if (!own.signal.aborted) setLookup({ state: 'found', found, about })
    } catch (error) {
      if (!own.signal.aborted) setLookup({ state: 'failed', error })
    }
  }
  return {
    lookup,
    startLookup: (asked: Asked, about: About) => void startLookup(asked, about),
    stop,
  }
}
