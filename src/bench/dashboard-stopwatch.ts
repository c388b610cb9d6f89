/** One action as measured within the page, in milliseconds since the click. */
export type Timing = {
  /** When the proxy's response had arrived; 0 without a request. */
  answered: number
  /** When the document showed the change. */
  changed: number
  /** Two animation frames later, when it is visible. */
  painted: number
}

type Stopwatch = {
  time: (act: () => void, isDone: () => boolean) => Promise<Timing>
  /** From the start of the navigation until the first row was painted. */
  firstRow: Promise<number>
  /** Waits until the page has finished its work after an action. */
  waitUntilIdle: () => Promise<void>
  /** Rejects prefetched lists: from now on each action may request one list. */
  forbidPrefetch: () => void
  /** Time from each key press until the letter was painted, in ms. */
  keys: number[]
}

declare global {
  interface Window {
    stopwatch: Stopwatch
  }
}

/** Runs in the page before its own scripts; must not refer to anything outside the function. */
export function installStopwatch() {
  const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))
  const painted = async () => {
    await frame()
    await frame()
    return performance.now()
  }
  const until = (isDone: () => boolean) =>
    new Promise<void>((resolve, reject) => {
      if (isDone()) return resolve()
      const observer = new MutationObserver(() => {
        if (!isDone()) return
        observer.disconnect()
        resolve()
      })
      setTimeout(() => reject(new Error(`Timed out: ${String(isDone)}`)), 30_000)
      const everything = { subtree: true, childList: true, attributes: true, characterData: true }
      observer.observe(document, everything)
    })

  let listsAllowed = Infinity
  let isPrefetchForbidden = false
  const originalFetch = window.fetch
  window.fetch = (input, init) => {
    const url = input instanceof Request ? input.url : String(input)
    if (!url.includes('/contacts?')) return originalFetch(input, init)
    if (listsAllowed === 0)
      return Promise.reject(new TypeError('The benchmark forbids prefetching'))
    listsAllowed -= 1
    return originalFetch(input, init)
  }

  const keys: number[] = []
  const onKey = async ({ timeStamp }: KeyboardEvent) => {
    keys.push((await painted()) - timeStamp)
  }
  addEventListener('keydown', (event) => void onKey(event), { capture: true })

  window.stopwatch = {
    keys,
    firstRow: until(() => document.querySelector('tbody tr[data-id]') !== null).then(painted),
    forbidPrefetch: () => {
      isPrefetchForbidden = true
      listsAllowed = 0
    },
    waitUntilIdle: async () => {
      await new Promise((resolve) => setTimeout(resolve, 400))
      await new Promise((resolve) => requestIdleCallback(resolve, { timeout: 3000 }))
    },
    time: async (act, isDone) => {
      performance.clearResourceTimings()
      if (isPrefetchForbidden) listsAllowed = 1
      const startedAt = performance.now()
      act()
      await until(isDone)
      const changed = performance.now() - startedAt
      const paintedAfter = (await painted()) - startedAt
      if (isPrefetchForbidden) listsAllowed = 0
      const [response] = performance
        .getEntriesByType('resource')
        .filter((entry) => entry instanceof PerformanceResourceTiming)
        .filter(
          ({ name, responseEnd }) => name.includes('/api/') && responseEnd <= startedAt + changed,
        )
      return {
        answered: response ? response.responseEnd - startedAt : 0,
        changed,
        painted: paintedAfter,
      }
    },
  }
}
