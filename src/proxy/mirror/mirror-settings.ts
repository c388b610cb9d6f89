import type { MirrorState } from './mirror-state.ts'

/** Milliseconds, if nothing else is said. */
export type MirrorSettings = {
  /** Between two cycles of following, while somebody looks at the list and otherwise. */
  watchedInterval: number
  interval: number
  /** Between two full scans; the second if the account does not tell deletions. */
  fullScanInterval: number
  blindScanInterval: number
  /** Between two requests that verify rows on screen. */
  verifyInterval: number
  /** Rows verified within this time are not verified again. */
  verifiedFor: number
  /** Between two attempts to become the process that writes a shared copy. */
  turnInterval: number
  /** Bytes of the disk below which nothing is filled; they are needed by everything else. */
  minFreeBytes: number
}

const minute = 60_000

export const defaultMirrorSettings: MirrorSettings = {
  watchedInterval: 15_000,
  interval: 5 * minute,
  fullScanInterval: 24 * 60 * minute,
  blindScanInterval: 60 * minute,
  verifyInterval: 1000,
  verifiedFor: 15_000,
  turnInterval: 2000,
  minFreeBytes: 200 * 1024 * 1024,
}

export const isFullScanDue = (
  { lastFullScanAt, hasEvents, blindSince }: MirrorState,
  { fullScanInterval, blindScanInterval }: MirrorSettings,
): boolean =>
  Date.now() - (lastFullScanAt ?? 0) >=
  (hasEvents && blindSince === null ? fullScanInterval : blindScanInterval)
