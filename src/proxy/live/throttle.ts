type Options = { interval: number; onError: (error: unknown) => void }

/** Runs at once when it is requested, and then no more often than every `interval` milliseconds. */
export function createThrottle(run: () => Promise<void>, { interval, onError }: Options) {
  let isBusy = false
  let isRequested = false
  let isClosed = false
  let timer: NodeJS.Timeout | undefined

  async function start(): Promise<void> {
    isBusy = true
    isRequested = false
    await run().catch(onError)
    if (isClosed) return
    timer = setTimeout(() => {
      isBusy = false
      if (isRequested) void start()
    }, interval)
    timer.unref()
  }

  return {
    request() {
      isRequested = true
      if (!isBusy && !isClosed) void start()
    },
    close() {
      isClosed = true
      clearTimeout(timer)
    },
  }
}
