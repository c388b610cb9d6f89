import type { MirrorStatus } from '#contract/api/mirror.ts'
import { SourceError } from '#proxy/sources/transport/source-errors.ts'
import { areTalksKnown } from './talks-follow.ts'
import { requestsOf, type MirrorState } from './mirror-state.ts'

/** ISO 8601 of milliseconds. */
export const isoOf = (ms: number | null): string | null =>
  ms === null ? null : new Date(ms).toISOString()

/**
 * Until when the copy has every change, in milliseconds. What following cannot show, such as
 * deletions without events, is known by the last full scan.
 */
export function asOfCopy(state: MirrorState): number | null {
  if (state.asOf === null) return null
  const limits = [
    ...(state.hasEvents ? [] : [state.lastFullScanAt ?? 0]),
    ...(state.blindSince === null ? [] : [state.blindSince]),
  ]
  return Math.min(state.asOf, ...limits)
}

type Described = {
  state: MirrorState
  count: number
  /** How many there will be when it is complete, as far as known. */
  expected: number | null
  bytes: number | null
  problem: unknown
  isPaused: boolean
}

/** What a source itself says of its copy; the error is turned into words elsewhere. */
export type OwnStatus = Omit<MirrorStatus, 'problem' | 'obstacle'>

export function statusOf({
  state,
  count,
  expected,
  bytes,
  problem,
  isPaused,
}: Described): OwnStatus {
  return {
    state: isPaused ? 'paused' : stateOf(state.isComplete, problem),
    isComplete: state.isComplete,
    isPausedByUser: isPaused,
    read: count,
    expected: state.isComplete ? count : expected && Math.max(expected, count),
    startedAt: isoOf(state.startedAt),
    asOf: state.isComplete ? isoOf(asOfCopy(state)) : null,
    lastFullScanAt: isoOf(state.lastFullScanAt),
    chatsAsOf: isoOf(state.chatsAsOf),
    talksAsOf: areTalksKnown(state.talks) ? isoOf(state.talks.asOf) : null,
    scanned: state.isComplete && state.progress ? state.progress.position : null,
    drift: state.drift,
    unreadable: state.unreadable,
    disappeared: state.disappeared,
    requestsToday: requestsOf(state, Date.now()),
    requestsByDay: state.requestsByDay,
    bytes,
  }
}

function stateOf(isComplete: boolean, problem: unknown): MirrorStatus['state'] {
  if (problem !== undefined) return problem instanceof SourceError ? 'paused' : 'failed'
  return isComplete ? 'complete' : 'filling'
}
