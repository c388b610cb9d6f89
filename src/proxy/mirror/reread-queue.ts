type Options = {
  /** Reads the contacts. */
  reread: (ids: number[]) => Promise<void>
  /** Called with an error of a read; the contacts are tried again with the next ones. */
  onError: (error: unknown) => void
  /** Milliseconds between two reads. */
  interval: number
}

const maxQueued = 2000
const maxPerRead = 200

/**
 * Contacts that have to be read again by ID, one request at a time: what was added last comes first,
 * each contact once, and no more than a few pages.
 */
export function createRereadQueue({ reread, onError, interval }: Options) {
  let queued: number[] = []
  let running: Promise<void> = Promise.resolve()
  let isRunning = false
  let isClosed = false
  let timer: NodeJS.Timeout | undefined
  let wake: (() => void) | undefined

  const pause = () =>
    new Promise<void>((resolve) => {
      wake = resolve
      timer = setTimeout(resolve, interval)
    })

  async function run(): Promise<void> {
    try {
      while (queued.length > 0 && !isClosed) {
        const ids = queued.splice(0, maxPerRead)
        try {
          await reread(ids)
        } catch (error) {
          // It was aborted.
          if (!isClosed) onError(error)
        }
        if (queued.length > 0 && interval > 0) await pause()
      }
    } finally {
      isRunning = false
    }
  }

  return {
    add(ids: number[]) {
      if (ids.length === 0 || isClosed) return
      const given = new Set(ids)
      queued = [...ids, ...queued.filter((id) => !given.has(id))].slice(0, maxQueued)
      if (isRunning) return
      isRunning = true
      running = run()
    },
    /** Resolves when everything that is queued now was tried. */
    idle: () => running,
    async close() {
      isClosed = true
      clearTimeout(timer)
      wake?.()
      await running
    },
  }
}
