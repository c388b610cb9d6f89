/** Tells those who follow jobs that something has changed; what, they look up. */
export function createJobChanges() {
  const waiting = new Set<{ sourceId: string; wake: () => void }>()
  return {
    tell(sourceId: string) {
      for (const one of waiting) if (one.sourceId === sourceId) one.wake()
    },
    /** Resolves at the next change of a source's jobs, after so many milliseconds, or with the signal. */
    next(sourceId: string, ms: number, signal: AbortSignal): Promise<void> {
      return new Promise((resolve) => {
        const done = () => {
          waiting.delete(one)
          clearTimeout(timer)
          signal.removeEventListener('abort', done)
          resolve()
        }
        const one = { sourceId, wake: done }
        const timer = setTimeout(done, ms)
        timer.unref()
        waiting.add(one)
        if (signal.aborted) done()
        else signal.addEventListener('abort', done, { once: true })
      })
    },
  }
}
