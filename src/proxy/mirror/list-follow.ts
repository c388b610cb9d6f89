import type { FeedRow, PlainFeed } from '#proxy/sources/source-feed.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import { SourceError } from '#proxy/sources/transport/source-errors.ts'
import { overlapSeconds } from './follow.ts'
import { needsRepeat, newScan, repeated } from './full-scan.ts'
import { createListScan } from './list-scan.ts'
import type { MirrorCopy } from './mirror-copy.ts'

const maxStepsBack = 3 // pages

/**
 * One cycle of following a source that tells what is new or changed and nothing else: deletions, and
 * what its rows name, are known by the last full scan. `unverified` are contacts that we wrote and have
 * not read since. Rejects if a list could not be read: nothing is claimed then.
 */
export async function followList(
  { store, state, ingest, reread, refreshContext }: MirrorCopy,
  feed: PlainFeed,
  unverified: Iterable<number>,
  call: Call,
): Promise<{ unanswered: number[] }> {
  const startedAt = Date.now()
  const sourceNow = Math.floor(feed.now() / 1000)
  const again = new Set(unverified)
  await refreshContext()
  const newest = await followChanges(Math.max(0, state.mark - overlapSeconds))
  if (feed.hasNewAtEnd) await followEnd()
  const { unanswered } = await reread([...again], call)
  state.hasEvents = false
  // A time may lie in the future, because it can be written.
  state.mark = Math.max(state.mark, Math.min(newest, sourceNow))
  if (unanswered.length === 0) state.asOf = startedAt
  return { unanswered }

  async function takeIn(rows: FeedRow[], reading: number): Promise<void> {
    for (const id of (await ingest(rows, reading, call)).outdated) again.add(id)
  }

  /** Returns the latest time among the changes. */
  async function followChanges(since: number): Promise<number> {
    const scan = createListScan(feed.pageSizes, feed.listSince(since))
    const seen = new Set<number>()
    let latest = state.mark
    let progress = newScan(0, since, startedAt)
    for (;;) {
      const reading = store.beginReading()
      const { rows, progress: after, isEnd } = await scan.step(progress, call)
      const times = rows.flatMap(({ updatedAt }) => updatedAt ?? [])
      if (times.some((at) => at < since)) throw ignored()
      await takeIn(rows, reading)
      latest = Math.max(latest, ...times)
      const before = seen.size
      for (const { id } of rows) seen.add(id)
      progress = { ...after, addedInPass: after.addedInPass + seen.size - before }
      if (isEnd && !needsRepeat(progress)) return latest
      if (isEnd) progress = repeated(progress)
    }
  }

  /** Contacts that were created with an earlier time: they have the highest IDs. */
  async function followEnd(): Promise<void> {
    const known = await store.maxId()
    const [size = 1] = feed.pageSizes
    const read = async (position: number) => {
      const reading = store.beginReading()
      const part = await feed.list(position, size, call)
      await takeIn(part.rows, reading)
      return part
    }
    let position = Math.max(0, store.count() - 1)
    let part = await read(position)
    // If contacts were deleted, the end of the list is nearer.
    for (let steps = 0; steps < maxStepsBack && position > 0; steps++) {
      const [first] = part.rows
      if (first && first.id <= known) break
      position = Math.max(0, position - size)
      part = await read(position)
    }
    while (part.hasNext && part.rows.length > 0) part = await read(part.after - 1)
  }
}

const ignored = () =>
  new SourceError('invalid_response', 'The source ignores the filter by the time of change')
