/** Notifies followers of jobs of a change; they read the new state themselves. */
export function createJobNotifier() {
  const followers = new Set<{ sourceId: string; wake: () => void }>()
  return {
    notify(sourceId: string) {
      for (const follower of followers) if (follower.sourceId === sourceId) follower.wake()
    },
    /** Resolves at the next change of a source's jobs, after `ms` milliseconds, or on abort. */
    next(sourceId: string, ms: number, signal: AbortSignal): Promise<void> {
      return new Promise((resolve) => {
        const done = () => {
          followers.delete(follower)
          clearTimeout(timer)
          signal.removeEventListener('abort', done)
          resolve()
        }
        const follower = { sourceId, wake: done }
        const timer = setTimeout(done, ms)
        timer.unref()
        followers.add(follower)
        if (signal.aborted) done()
        else signal.addEventListener('abort', done, { once: true })
      })
    },
  }
}
