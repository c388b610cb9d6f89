import type { FeedRow, SortedFeed } from '#proxy/sources/source-feed.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import { isTooMuch } from '#proxy/sources/transport/divided-read.ts'
import { SourceError } from '#proxy/sources/transport/source-errors.ts'
import type { MirrorCopy } from './mirror-copy.ts'

/** Times of changes have whole seconds and may be written a little late: they are read twice. */
export const overlapSeconds = 10
const pageSizes = [250, 125, 50, 25] // smaller ones where a page is too large for the source
const newestPageSize = 50
const maxWithTasks = 2000 // contacts read again because a task was deleted

/**
 * One cycle of following: changed contacts, new ones, those with events, names and definitions.
 * `unverified` are contacts that we wrote and have not read since. Afterwards the copy has every change that these feeds show until the cycle began, by our clock in
 * milliseconds; the marks are moved with it. Rejects if a feed failed: nothing is claimed then.
 */
export async function followSource(
  { store, state, ingest, reread, refreshContext }: MirrorCopy,
  feed: SortedFeed,
  unverified: Iterable<number>,
  call: Call,
): Promise<{ unanswered: number[] }> {
  const startedAt = Date.now()
  const sourceNow = Math.floor(feed.now() / 1000)
  const again = new Set(unverified)
  const takeIn = async (rows: FeedRow[], reading: number) => {
    for (const id of (await ingest(rows, reading, call)).outdated) again.add(id)
  }
  await refreshContext()
  const companies = await feed.companiesChangedSince(state.mark - overlapSeconds, call)
  await store.rename('company', companies)
  const largest = await followChanges(takeIn)
  await followNew(takeIn)
  const events = await feed.listEvents(Math.max(0, state.eventsMark - overlapSeconds), call)
  for (const id of events?.ids ?? []) again.add(id)
  if (events?.hasDeletedTasks) {
    const withTasks = await store.withTasks()
    if (withTasks.length > maxWithTasks) beBlind()
    else for (const id of withTasks) again.add(id)
  }
  // Only a full scan shows which contacts are gone.
  if (events?.hasMerged) beBlind()
  const { unanswered } = await reread([...again], call)
  // What is not answered may have changed: the events are asked for again.
  if (unanswered.length === 0) state.eventsMark = sourceNow
  state.hasEvents = events !== null
  // A time may lie in the future, because it can be written.
  state.mark = Math.max(state.mark, Math.min(largest, sourceNow))
  if (unanswered.length === 0) state.asOf = startedAt
  return { unanswered }

  function beBlind() {
    state.blindSince ??= state.asOf
    state.sawMerge = startedAt
  }

  async function followChanges(take: typeof takeIn): Promise<number> {
    let since = Math.max(0, state.mark - overlapSeconds)
    let newest = state.mark
    let [sizes, page] = [pageSizes, 1]
    for (;;) {
      const reading = store.beginReading()
      const [size = 0, ...smaller] = sizes
      const attempt = { ...call, isDivisible: smaller.length > 0 }
      const answer = await feed
        .listChangedSince(since, page, size, attempt)
        .catch((error: unknown) => {
          if (smaller.length === 0 || !isTooMuch(error)) throw error
          return null
        })
      if (answer === null) {
        sizes = smaller
        page = 1
        continue
      }
      const { rows, hasNext } = answer
      const times = rows.flatMap(({ updatedAt }) => updatedAt ?? [])
      if (times.some((at) => at < since)) throw ignored()
      await take(rows, reading)
      newest = Math.max(newest, ...times)
      if (!hasNext || rows.length === 0) return newest
      // Rows that change meanwhile move to the end; going on from the last time misses none.
      const last = times.at(-1) ?? since
      const isOrdered = times.every((at, index) => index === 0 || at >= (times[index - 1] ?? 0))
      const goesOn = isOrdered && last > since
      page = goesOn ? 1 : page + 1
      if (goesOn) since = last
    }
  }

  async function followNew(take: typeof takeIn): Promise<void> {
    const known = await store.maxId()
    for (let page = 1; ; page++) {
      const reading = store.beginReading()
      const { rows, hasNext } = await feed.listNewest(page, newestPageSize, call)
      await take(rows, reading)
      if (!hasNext || rows.some(({ id }) => id <= known) || rows.length === 0) return
    }
  }
}

const ignored = () =>
  new SourceError('invalid_response', 'The source ignores the filter by the time of change')
