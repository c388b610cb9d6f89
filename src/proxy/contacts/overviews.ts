import type { Overview } from '#contract/api/overview.ts'
import type { OverviewBasis } from '#contract/api/sources.ts'
import { UnsupportedError } from '#proxy/sources/transport/source-errors.ts'
import type { Source, SourceMirror } from '#proxy/sources/source.ts'
import { readRecent } from './read-recent-contacts.ts'
import type { Visibility } from '#proxy/sources/visibility.ts'
import { overviewOfCopy } from './overview-of-copy.ts'
import { earliestFrom, countOverview, type Count } from './overview-counts.ts'

export type OverviewOptions = {
  /** Milliseconds. */
  now?: () => number
  /** Maximum requests per count; 40 take 6 s at an amoCRM account and read 10,000 contacts. */
  maxRequests?: number
}

const freshFor = 10 * 60_000 // milliseconds until a count is repeated
const failureTtl = 2000 // milliseconds for which a failure is reported before the next attempt

// A user waits for it, as for a page: a longer pause of the source is reported immediately.
const deadlineMs = 25_000 // milliseconds

type OverviewState = {
  count?: Count
  /** Counted before the underlying data changed: shown until there is a newer count. */
  isOutdated?: boolean
  running?: { contacts: number }
  failure?: { error: unknown; at: number }
}

/**
 * Counts shared by all users who see the same: one count at a time, at lower priority than pages, cached
 * for ten minutes. A count continues when the user who started it has left.
 */
export function createOverviews({ now = Date.now, maxRequests = 40 }: OverviewOptions = {}) {
  const states = new Map<string, OverviewState>()
  const closing = new AbortController()

  function begin(source: Source, state: OverviewState, basis: OverviewBasis) {
    const startedAt = now()
    const running = { contacts: 0 }
    state.running = running
    delete state.failure
    readRecent({
      source,
      from: earliestFrom(startedAt),
      maxRequests,
      call: { priority: 'bulk', deadlineMs, signal: closing.signal },
      onRead: (contacts) => void (running.contacts = contacts),
    })
      .then((recent) => {
        state.count = { recent, startedAt, basis }
        state.isOutdated = false
      })
      .catch((error: unknown) => void (state.failure = { error, at: now() }))
      .finally(() => delete state.running)
  }

  /** Undefined if the copy was thrown away meanwhile. */
  async function countCopy(mirror: SourceMirror, visibility: Visibility, zone: string) {
    try {
      return await overviewOfCopy(mirror, visibility, zone, now())
    } catch (error) {
      if (mirror.isComplete()) throw error
      return undefined
    }
  }

  return {
    /**
     * The current overview of a source, by its local copy if that is complete; starts a count if
     * the last one is too old, or started before `newerThan` (milliseconds). Throws the error of the
     * last count.
     */
    async of(
      source: Source,
      visibility: Visibility,
      zone: string,
      newerThan?: number,
    ): Promise<Overview> {
      const { mirror } = source
      const { capabilities } = source.info
      const basis = capabilities.overview
      if (basis === null)
        throw new UnsupportedError('overview', 'this source cannot select recent contacts')
      // The overview of new contacts alone counts them by bot, which that of a copy does not.
      const copied =
        basis === 'changed' && mirror?.isComplete() && (await countCopy(mirror, visibility, zone))
      if (copied) return { counted: copied, counting: null }
      const key = JSON.stringify([source.info.id, visibility])
      const state = states.get(key) ?? {}
      states.set(key, state)
      const { count, failure } = state
      const since = Math.max(newerThan ?? 0, now() - freshFor)
      const isNew = count && !state.isOutdated && count.startedAt > since
      if (!state.running && !isNew) {
        if (failure && failure.at > now() - failureTtl) throw failure.error
        begin(source, state, basis)
      }
      return {
        counted: state.count ? countOverview(state.count, capabilities, zone) : null,
        counting: state.running ? { contacts: state.running.contacts } : null,
      }
    },
    /** Marks finished and running counts as outdated. */
    outdate: () => {
      for (const [id, { count }] of states)
        if (count) states.set(id, { count, isOutdated: true })
        else states.delete(id)
    },
    close: () => closing.abort(),
  }
}
export type Overviews = ReturnType<typeof createOverviews>
