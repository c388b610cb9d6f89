import type { RegisteredPeople } from './registered-people.ts'

type Options = {
  people: Pick<RegisteredPeople, 'openSessions'>
  /** Milliseconds between two looks while a stream is open; other processes end sessions, too. */
  interval: number
  onError: (error: unknown) => void
}

/** A stream that is open, with the session by which it was opened. */
type Watched = { hash: string | null; version: number; control: AbortController }

/**
 * Ends streams whose session has ended, or whose reader may see something else now: their browser
 * connects again, and is asked anew who it is.
 */
export function createSessionWatch({ people, interval, onError }: Options) {
  const streams = new Set<Watched>()
  let timer: NodeJS.Timeout | undefined

  async function check(): Promise<void> {
    const watched = [...streams]
    const hashes = [...new Set(watched.flatMap(({ hash }) => hash ?? []))]
    const { version, open } = await people.openSessions(hashes)
    for (const stream of watched) {
      const isOver = stream.hash !== null && !open.includes(stream.hash)
      if (isOver || stream.version !== version) end(stream)
    }
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
    /** Aborts when the session has ended; `signal` ends the watch. */
    signalFor(hash: string | null, version: number, signal: AbortSignal): AbortSignal {
      const stream = { hash, version, control: new AbortController() }
      streams.add(stream)
      signal.addEventListener('abort', () => end(stream), { once: true })
      timer ??= setInterval(() => void check().catch(onError), interval)
      timer.unref()
      return AbortSignal.any([signal, stream.control.signal])
    },
    /** To be called after a change in this process, so that nobody waits for the next look. */
    check,
    close: stop,
  }
}
export type SessionWatch = ReturnType<typeof createSessionWatch>
