/**
 * Remembers one answer for `ttl` milliseconds. Askers meanwhile share one call;
 * a failure is not remembered.
 */
export function memo<T>(ttl: number, load: () => Promise<T>, now: () => number = Date.now) {
  let known: { value: Promise<T>; until: number } | undefined
  return (): Promise<T> => {
    if (known && now() < known.until) return known.value
    const value = load()
    const mine = { value, until: now() + ttl }
    known = mine
    value.catch(() => {
      if (known === mine) known = undefined
    })
    return value
  }
}
