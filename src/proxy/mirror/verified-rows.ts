const maxIds = 20_000

/** When contacts were last verified; those of long ago are forgotten. */
export function createVerifiedRows() {
  const times = new Map<number, number>()
  return {
    note(ids: number[]) {
      for (const id of ids) {
        times.delete(id)
        times.set(id, performance.now())
      }
      for (const id of times.keys()) {
        if (times.size <= maxIds) break
        times.delete(id)
      }
    },
    /** Those that were not verified within so many milliseconds. */
    outdated: (ids: number[], ms: number): number[] => {
      const limit = performance.now() - ms
      return ids.filter((id) => (times.get(id) ?? -Infinity) < limit)
    },
    clear: () => times.clear(),
  }
}
