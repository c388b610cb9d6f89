import { useEffect, useRef, useState } from 'react'
import { lookUp, type Found } from './chat-queries.ts'

type Asked = { chats: string[]; contacts: number[] }

export type Looking<About> =
  | { state: 'idle' }
  | { state: 'running'; done: number; total: number }
  | { state: 'failed'; error: unknown }
  | { state: 'found'; found: Found; about: About }

/** Looks many chats and contacts up, part after part; a new question breaks off the old one. */
export function useLooking<About>(source: string) {
  const [looking, setLooking] = useState<Looking<About>>({ state: 'idle' })
  const running = useRef<AbortController>(undefined)
  useEffect(() => () => running.current?.abort(), [])

  const stop = () => {
    running.current?.abort()
    setLooking({ state: 'idle' })
  }
  const look = async (asked: Asked, about: About) => {
    running.current?.abort()
    const own = new AbortController()
    running.current = own
    const total = asked.chats.length + asked.contacts.length
    setLooking({ state: 'running', done: 0, total })
    try {
      const found = await lookUp(source, asked, {
        signal: own.signal,
        onStep: (done) => {
          if (!own.signal.aborted) setLooking({ state: 'running', done, total })
        },
      })
      if (!own.signal.aborted) setLooking({ state: 'found', found, about })
    } catch (error) {
      if (!own.signal.aborted) setLooking({ state: 'failed', error })
    }
  }
  return { looking, look: (asked: Asked, about: About) => void look(asked, about), stop }
}
