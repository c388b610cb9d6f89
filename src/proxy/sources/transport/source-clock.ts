import type { TransportResponse } from './transport.ts'

/** Differences below are those of whole seconds and of the way. */
const minSkewMs = 2000
const worthReportingMs = 5 * 60_000

export type SourceClock = ReturnType<typeof createSourceClock>

/**
 * The time at a source, by the dates of its answers: whoever compares times that the source has written
 * down goes by its clock, however wrong ours or its own is. `onSkew` is told how far it is ahead, in
 * milliseconds, where that is minutes and new.
 */
export function createSourceClock(onSkew?: (ms: number) => void, ourNow: () => number = Date.now) {
  let skew = 0
  let reported = 0
  return {
    now: (): number => ourNow() + skew,
    learn({ headers }: Pick<TransportResponse, 'headers'>) {
      const sent = Date.parse(String(headers['date'] ?? ''))
      if (Number.isNaN(sent)) return
      const found = sent - ourNow()
      skew = Math.abs(found) < minSkewMs ? 0 : found
      if (Math.abs(found - reported) < worthReportingMs) return
      reported = found
      onSkew?.(found)
    },
  }
}
