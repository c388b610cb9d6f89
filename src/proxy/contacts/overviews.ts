import type { Overview } from '#contract/api/overview.ts'
import type { OverviewBasis } from '#contract/api/sources.ts'
import { UnsupportedError } from '#proxy/sources/transport/source-errors.ts'
import type { Source } from '#proxy/sources/source.ts'
import { readRecent } from './read-recent-contacts.ts'
import { earliestFrom, countOverview, type Count } from './overview-counts.ts'

export type OverviewOptions = {
  /** Milliseconds. */
  now?: () => number
  /** Requests a count may cost; 40 are 6 s of an amoCRM account, and 10,000 contacts. */
  maxRequests?: number
}

const freshFor = 10 * 60_000 // milliseconds a count is shown before it is made anew
const failureTtl = 2000 // milliseconds in which all who look are told of a failure before it is tried again

// Somebody waits for it, as for a page: a source that wants a longer rest is told of at once.
const deadlineMs = 25_000 // milliseconds

type OverviewState = {
  count?: Count
  /** Counted under other circumstances: shown until there is a newer one. */
  isOutdated?: boolean
  running?: { contacts: number }
  failure?: { error: unknown; at: number }
}

/**
 * Counts for all who look: one count of a source at a time, behind everybody who waits for a page,
 * and kept for ten minutes. It goes on though whoever asked for it has left.
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

  return {
    /**
     * What is known of a source now; begins a count where the last one is too old, or where one is
     * wanted that began after `newerThan` (milliseconds). Throws what the last count failed by.
     */
    of(source: Source, zone: string, newerThan?: number): Overview {
      const { capabilities } = source.info
      const basis = capabilities.overview
      if (basis === null)
        throw new UnsupportedError('overview', 'this source cannot pick the recent')
      const state = states.get(source.info.id) ?? {}
      states.set(source.info.id, state)
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
    /** What was counted before, and is being counted, is to be counted anew. */
    outdate: () => {
      for (const [id, { count }] of states)
        if (count) states.set(id, { count, isOutdated: true })
        else states.delete(id)
    },
    close: () => closing.abort(),
  }
}
export type Overviews = ReturnType<typeof createOverviews>
