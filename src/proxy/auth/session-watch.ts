import { isDeepStrictEqual } from 'node:util'
import type { AccessFacts } from './access.ts'
import type { RegisteredPeople } from './registered-people.ts'

type Options = {
  people: Pick<RegisteredPeople, 'stillOpen' | 'byId'>
  /** Milliseconds between two looks while a stream is open; other processes end sessions, too. */
  interval: number
  onError: (error: unknown) => void
}

/** By whom a stream was opened, and what they could do then. */
export type StreamReader = {
  /** Of the session; null without one. */
  hash: string | null
  /** The ID of the API key; null without one. */
  key: string | null
  facts: AccessFacts
  version: number
}
type Watched = StreamReader & { control: AbortController }

/**
 * Ends streams whose session or API key has ended, or whose reader may see something else now: their browser
 * connects again, and is asked anew who it is.
 */
export function createSessionWatch({ people, interval, onError }: Options) {
  const streams = new Set<Watched>()
  let timer: NodeJS.Timeout | undefined

  async function check(): Promise<void> {
    const watched = [...streams]
    if (watched.length === 0) return
    const { version, sessions, keys } = await people.stillOpen({
      sessions: [...new Set(watched.flatMap(({ hash }) => hash ?? []))],
      keys: [...new Set(watched.flatMap(({ key }) => key ?? []))],
    })
    for (const stream of watched) {
      const { hash, key } = stream
      const isOver =
        (hash !== null && !sessions.includes(hash)) || (key !== null && !keys.includes(key))
      if (isOver || !(await isSame(stream, version))) end(stream)
    }
  }

  async function isSame(stream: Watched, version: number): Promise<boolean> {
    if (stream.version === version) return true
    const facts = await people.byId(stream.facts.userId, version)
    stream.version = version
    return isDeepStrictEqual(facts, stream.facts)
  }

  function end(stream: Watched): void {
    stream.control.abort()
    streams.delete(stream)
    if (streams.size === 0) stop()
  }

  function stop(): void {
    clearInterval(timer)
    timer = undefined
  }

  return {
    /** Aborts with `signal`, or when the reader has lost the stream. */
    signalFor(reader: StreamReader, signal: AbortSignal): AbortSignal {
      const stream = { ...reader, control: new AbortController() }
      streams.add(stream)
      signal.addEventListener('abort', () => end(stream), { once: true })
      if (timer === undefined) {
        timer = setInterval(() => void check().catch(onError), interval)
        timer.unref()
      }
      return AbortSignal.any([signal, stream.control.signal])
    },
    /** To be called after a change in this process, so that nobody waits for the next look. */
    check,
    close: stop,
  }
}
