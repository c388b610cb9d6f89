import type { Overview } from '#contract/api/overview.ts'
import type { OverviewBasis } from '#contract/api/sources.ts'
import { UnsupportedError } from '#proxy/sources/transport/source-errors.ts'
import type { Source } from '#proxy/sources/source.ts'
import { readRecent } from './read-recent-contacts.ts'
import { earliestFrom, tally, type Count } from './overview-counts.ts'

export type OverviewOptions = {
  /** Milliseconds. */
  now?: () => number
  /** Requests a count may cost; 40 are 6 s of an amoCRM account, and 10,000 contacts. */
  mostRequests?: number
}

const freshFor = 10 * 60_000 // milliseconds a count is shown before it is made anew
const quietFor = 2000 // milliseconds in which all who look are told of a failure before it is tried again

// Somebody waits for it, as for a page: a source that wants a longer rest is told of at once.
const patience = 25_000 // milliseconds

type Desk = {
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
export function createOverviews({ now = Date.now, mostRequests = 40 }: OverviewOptions = {}) {
  const desks = new Map<string, Desk>()
  const closing = new AbortController()

  function begin(source: Source, desk: Desk, basis: OverviewBasis) {
    const begunAt = now()
    const running = { contacts: 0 }
    desk.running = running
    delete desk.failure
    readRecent({
      source,
      from: earliestFrom(begunAt),
      most: mostRequests,
      call: { priority: 'bulk', patience, signal: closing.signal },
      onRead: (contacts) => void (running.contacts = contacts),
    })
      .then((recent) => {
        desk.count = { recent, begunAt, basis }
        desk.isOutdated = false
      })
      .catch((error: unknown) => void (desk.failure = { error, at: now() }))
      .finally(() => delete desk.running)
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
      const desk = desks.get(source.info.id) ?? {}
      desks.set(source.info.id, desk)
      const { count, failure } = desk
      const since = Math.max(newerThan ?? 0, now() - freshFor)
      const isNew = count && !desk.isOutdated && count.begunAt > since
      if (!desk.running && !isNew) {
        if (failure && failure.at > now() - quietFor) throw failure.error
        begin(source, desk, basis)
      }
      return {
        counted: desk.count ? tally(desk.count, capabilities, zone) : null,
        counting: desk.running ? { contacts: desk.running.contacts } : null,
      }
    },
    /** What was counted before, and is being counted, is to be counted anew. */
    outdate: () => {
      for (const [id, { count }] of desks)
        if (count) desks.set(id, { count, isOutdated: true })
        else desks.delete(id)
    },
    close: () => closing.abort(),
  }
}
export type Overviews = ReturnType<typeof createOverviews>
