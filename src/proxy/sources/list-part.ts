import type { Rows } from '#contract/upstream/lenient.ts'
import type { FeedRow, ListPart } from './source-feed.ts'

type Place<Row> = { offset: number; hasNext: boolean; toRow: (row: Row) => FeedRow }

/** A page of a list for a local copy. */
export function listPart<Row>(
  { items, dropped }: Rows<Row>,
  { offset, hasNext, toRow }: Place<Row>,
): ListPart {
  const unreadable = new Set(dropped.map(({ index }) => index))
  let end = items.length + dropped.length
  while (unreadable.has(end - 1)) end -= 1
  return {
    rows: items.map(toRow),
    unreadable: dropped.length,
    hasNext,
    offset,
    after: offset + end,
  }
}
