/** Sleeps that can be ended early. */
export function createSleeper() {
  const asleep = new Set<() => void>()
  let wakes = 0

  function sleep(ms: number): Promise<void> {
    if (ms <= 0) return Promise.resolve()
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer)
        asleep.delete(end)
        resolve()
      }
      const timer = setTimeout(end, ms)
      asleep.add(end)
    })
  }

  return {
    sleep,
    /**
     * A sleep for after something that takes time: a `wakeAll` since this call ends it as well, so
     * that none is lost before it has begun.
     */
    prepare() {
      const before = wakes
      return (ms: number): Promise<void> => (wakes === before ? sleep(ms) : Promise.resolve())
    },
    wakeAll() {
      wakes += 1
      for (const end of asleep) end()
    },
  }
}
