import { z } from 'zod'
import type { FeedPage, FeedRow, SortedFeed } from '#proxy/sources/source-feed.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import { isTooMuch } from '#proxy/sources/transport/divided-read.ts'
import { pageBefore } from '#proxy/sources/page-before.ts'
import { SourceError } from '#proxy/sources/transport/source-errors.ts'

/** Where a full scan has got to; stored after every page, so that it goes on after a restart. */
export const scanProgress = z.object({
  /** The number of the scan. */
  scan: z.int(),
  /** All contacts up to this ID were read. */
  lastId: z.int(),
  /** How many rows of the list had an ID up to it. */
  position: z.int(),
  /** Whether rows have come between those that were read, so that the list has to be read again. */
  hasMoved: z.boolean(),
  pass: z.int(),
  addedInPass: z.int(),
  added: z.int(),
  changed: z.int(),
  unreadable: z.int(),
  /** By the source's clock in seconds, and by ours in milliseconds. */
  since: z.int(),
  startedAt: z.number(),
})
export type ScanProgress = z.infer<typeof scanProgress>

export const newScan = (scan: number, since: number, startedAt: number): ScanProgress => ({
  scan,
  lastId: 0,
  position: 0,
  hasMoved: false,
  pass: 1,
  addedInPass: 0,
  added: 0,
  changed: 0,
  unreadable: 0,
  since,
  startedAt,
})

const largestPage = 250
const pageSizes = [250, 125, 50, 25]

/** Whether the list has to be read once more, because rows have come between those that were read. */
export const needsRepeat = ({ hasMoved, pass, addedInPass }: ScanProgress): boolean =>
  hasMoved && (pass === 1 || addedInPass > 0)

/** The same scan from its beginning. */
export const repeated = (progress: ScanProgress): ScanProgress => ({
  ...progress,
  lastId: 0,
  position: 0,
  hasMoved: false,
  pass: progress.pass + 1,
  addedInPass: 0,
  unreadable: 0,
})

/**
 * Reads the whole list by ascending ID, one page per step. Pages are chosen so that each begins at or
 * before the last ID that was read: a contact deleted meanwhile moves the rows after it, and without
 * an overlap the first of the next page would be missed.
 */
export function createFullScan(feed: Pick<SortedFeed, 'listById'>) {
  let size = largestPage

  async function readPage(position: number, call: Call): Promise<FeedPage & { offset: number }> {
    for (;;) {
      const { page, amount } = pageBefore(position, size)
      const smaller = pageSizes.find((candidate) => candidate < size)
      try {
        const attempt = { ...call, isDivisible: smaller !== undefined }
        const found = await feed.listById(page, amount, attempt)
        return { ...found, offset: (page - 1) * amount }
      } catch (error) {
        if (smaller === undefined || !isTooMuch(error)) throw error
        size = smaller
      }
    }
  }

  return {
    /** The next page: its rows, and the progress after they are stored. */
    async step(
      progress: ScanProgress,
      call: Call,
    ): Promise<{ rows: FeedRow[]; progress: ScanProgress; isEnd: boolean }> {
      const { lastId, position } = progress
      const { rows, hasNext, offset, unreadable } = await readPage(position, call)
      checkOrder(rows)
      const [first, last] = [rows[0], rows.at(-1)]
      if (position > 0 && (!first || first.id > lastId))
        // Rows were deleted: what is between was not read.
        return {
          rows: [],
          progress: { ...progress, position: Math.max(0, position - largestPage) },
          isEnd: false,
        }
      const fresh = rows.filter(({ id }) => id > lastId)
      const before = offset + rows.length - fresh.length
      return {
        rows: fresh,
        progress: {
          ...progress,
          lastId: Math.max(lastId, last?.id ?? 0),
          position: offset + rows.length + unreadable,
          // More rows up to the last ID than were read: some of them were not.
          hasMoved: progress.hasMoved || (position > 0 && before > position),
          unreadable: progress.unreadable + unreadable,
        },
        isEnd: !hasNext,
      }
    },
  }
}

function checkOrder(rows: FeedRow[]) {
  const isOrdered = rows.every(({ id }, index) => index === 0 || id > (rows[index - 1]?.id ?? 0))
  if (!isOrdered) throw new SourceError('invalid_response', 'The list is not in the order of IDs')
}
