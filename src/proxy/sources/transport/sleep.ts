/** Sleeps that can be ended early. */
export function createSleeper() {
  const asleep = new Set<() => void>()
  return {
    sleep: (ms: number): Promise<void> =>
      ms > 0
        ? new Promise((resolve) => {
            const end = () => {
              clearTimeout(timer)
              asleep.delete(end)
              resolve()
            }
            const timer = setTimeout(end, ms)
            asleep.add(end)
          })
        : Promise.resolve(),
    wakeAll() {
      for (const end of asleep) end()
    },
  }
}
