import type { TransportResponse } from './transport.ts'

/** Smaller differences may result from whole seconds and network delays. */
const minSkewMs = 2000
const worthReportingMs = 5 * 60_000

export type SourceClock = ReturnType<typeof createSourceClock>

/**
 * The time at a source, determined from the dates of its responses. Comparisons with times stored
 * by the source use this clock, because the local clock or the source's clock may be wrong.
 * `onSkew` is called with its offset in milliseconds if this is minutes and has changed.
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
