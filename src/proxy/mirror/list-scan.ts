import type { FeedRow, ListFrom, ListPart } from '#proxy/sources/source-feed.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import { isTooMuch } from '#proxy/sources/transport/divided-read.ts'
import type { ScanProgress } from './full-scan.ts'

type Place = Pick<ScanProgress, 'lastId' | 'position' | 'hasMoved' | 'unreadable'>

/**
 * Reads a list whose order is not known, one page per step: each page begins with the last row of the
 * one before. If it is not there, rows before it were deleted and those behind it have moved to the
 * front: some of the rows before are read again. Whenever rows have moved, the list has to be read once
 * more.
 */
export function createListScan(sizes: readonly number[], list: ListFrom) {
  const [largest = 1] = sizes
  let size = largest

  async function readPage(position: number, call: Call): Promise<ListPart> {
    for (;;) {
      const smaller = sizes.find((candidate) => candidate < size)
      try {
        return await list(position, size, { ...call, isDivisible: smaller !== undefined })
      } catch (error) {
        if (smaller === undefined || !isTooMuch(error)) throw error
        size = smaller
      }
    }
  }

  return {
    /** The next page: its rows, and the progress after they are stored. */
    async step<Progress extends Place>(
      progress: Progress,
      call: Call,
    ): Promise<{ rows: FeedRow[]; progress: Progress; isEnd: boolean }> {
      const { lastId, position } = progress
      const { rows, unreadable, hasNext, offset, after } = await readPage(
        lastId > 0 ? position - 1 : position,
        call,
      )
      const seen = lastId === 0 ? -1 : rows.findLastIndex(({ id }) => id === lastId)
      if (lastId > 0 && seen < 0)
        return {
          rows: [],
          progress: {
            ...progress,
            lastId: 0, // any row is read there
            position: Math.max(0, position - largest),
            hasMoved: true,
          },
          isEnd: false,
        }
      const fresh = rows.slice(seen + 1)
      const end = offset + rows.length + unreadable
      const last = fresh.at(-1)?.id ?? 0
      // Those behind the last row are read again with the next page.
      const isRest = last > 0 && hasNext
      return {
        rows: fresh,
        progress: {
          ...progress,
          // Behind rows that could not be read, nothing can be found again.
          lastId: last === 0 && hasNext ? 0 : last || lastId,
          position: last === 0 ? end : after,
          // The last row is further back than it was: others have come before it.
          hasMoved: progress.hasMoved || (seen >= 0 && offset + seen + 1 > position),
          unreadable: progress.unreadable + unreadable - (isRest ? end - after : 0),
        },
        isEnd: !hasNext,
      }
    },
  }
}
