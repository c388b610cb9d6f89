import type { FeedRow, RowObserver } from './source-feed.ts'

/** Rows that a source reads elsewhere than in lists, for the local copies that keep them. */
export function createRowObservers() {
  const observers = new Set<RowObserver>()
  return {
    observe: (observer: RowObserver): (() => void) => {
      observers.add(observer)
      return () => void observers.delete(observer)
    },
    /** To be called before a reading; passes its rows on. */
    begin: (): ((row: FeedRow) => void) => {
      const readings = [...observers].map((observer) => [observer, observer.begin()] as const)
      return (row) => {
        for (const [observer, reading] of readings)
          if (reading !== undefined) observer.take(row, reading)
      }
    },
  }
}
export type RowObservers = ReturnType<typeof createRowObservers>
