import type { SourceFeed } from '#proxy/sources/source-feed.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import { createFullScan, needsRepeat, newScan, repeated } from './full-scan.ts'
import { createListScan } from './list-scan.ts'
import type { MirrorCopy } from './mirror-copy.ts'
import type { MirrorPlace } from './mirror-place.ts'

/** More contacts than this, or this share of them, do not disappear by deleting. */
const maxDisappeared = { count: 50, share: 0.01 }

/** The disk is too full to go on; what is stored stays usable. Like SQLite's own error. */
class DiskFullError extends Error {
  override name = 'DiskFullError'
  readonly errcode = 13 // SQLITE_FULL
}

type Options = {
  feed: SourceFeed
  place: MirrorPlace
  minFreeBytes: number
  report: (message: string) => void
}

/** Fills a copy by full scans, page by page. */
export function createMirrorSync({ feed, place, minFreeBytes, report }: Options) {
  const scan = feed.isSorted ? createFullScan(feed) : createListScan(feed.pageSizes, feed.list)

  /** Reads one page; afterwards `state.progress` is null if the scan has ended. */
  async function scanStep(copy: MirrorCopy, call: Call): Promise<void> {
    const { state, store, ingest, save } = copy
    await checkDisk(place, minFreeBytes)
    if (state.progress === null) {
      await copy.refreshContext()
      if (!state.isComplete && feed.isSorted)
        await store.rename('company', await feed.companiesChangedSince(0, call))
      state.scans += 1
      state.progress = newScan(state.scans, Math.floor(feed.now() / 1000), Date.now())
      if (!state.isComplete) state.startedAt ??= state.progress.startedAt
    }
    const before = state.progress
    const reading = store.beginReading()
    const { rows, progress, isEnd } = await scan.step(before, call)
    const { added, changed } = await ingest(rows, reading, call, before.scan)
    const after = {
      ...progress,
      added: progress.added + added,
      changed: progress.changed + changed,
      addedInPass: progress.addedInPass + added,
    }
    state.progress = isEnd && needsRepeat(after) ? repeated(after) : after
    if (isEnd && !needsRepeat(after)) await endScan(copy, call)
    await save()
  }

  /** What the scan has not seen is removed if the source confirms it, unless it is too much. */
  async function endScan({ state, store, reread }: MirrorCopy, call: Call): Promise<void> {
    const { progress } = state
    if (!progress) return
    await store.buildIndexes()
    const unseen = await store.unseenBy(progress.scan)
    const limit = Math.max(maxDisappeared.count, store.count() * maxDisappeared.share)
    const isTooMuch = unseen.length > limit
    const { removed } = isTooMuch ? { removed: 0 } : await reread(unseen, call)
    if (isTooMuch)
      report(`${unseen.length} contacts are missing from the source's list; none was removed`)
    state.disappeared = isTooMuch ? unseen.length : 0
    // The first scan has nothing to compare with.
    if (state.isComplete)
      state.drift = { changed: progress.changed, missing: progress.added, surplus: removed }
    else {
      // The first cycle reads everything that has changed since the start of the scan.
      state.mark = progress.since
      state.eventsMark = progress.since
    }
    // Everything that made the copy blind was there when the scan began.
    if (state.sawMerge < progress.startedAt) state.blindSince = null
    state.lastFullScanAt = progress.startedAt
    state.unreadable = progress.unreadable
    state.progress = null
  }

  return { scanStep }
}

async function checkDisk(place: MirrorPlace, minFreeBytes: number): Promise<void> {
  const free = await place.free()
  if (free !== null && free < minFreeBytes)
    throw new DiskFullError('The disk is nearly full: the local copy is not filled')
}
