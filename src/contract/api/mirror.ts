import * as z from 'zod/mini'
import { problemCode } from './problem.ts'

/**
 * `off`: the source has no local copy; `paused`: the source cannot be used now, and reading
 * continues when it can; `failed`: an operator has to do something.
 */
export const mirrorState = z.enum(['off', 'filling', 'complete', 'paused', 'failed'])

const moment = z.nullable(z.iso.datetime())

/** Response of `GET /api/sources/:source/mirror`: the local copy of a source's contacts. */
export const mirrorStatus = z.object({
  state: mirrorState,
  /** Whether the copy is complete, so that lists are answered from it, also while it is paused. */
  isComplete: z.boolean(),
  /** Contacts in the copy, and while it is filled how many are expected; null: unknown. */
  read: z.int(),
  expected: z.nullable(z.int()),
  /** When the filling began. */
  startedAt: moment,
  /** The copy contains every change until then; null while it is filled. */
  asOf: moment,
  lastFullScanAt: moment,
  /** What the last full scan found to differ from the copy; null before the second one. */
  drift: z.nullable(z.object({ changed: z.int(), missing: z.int(), surplus: z.int() })),
  /** Contacts of the source that could not be read; they are not in the copy. */
  unreadable: z.int(),
  /**
   * Contacts that the last full scan did not find: too many to be removed, because rights may have
   * changed or the source may be failing. 0: none.
   */
  disappeared: z.int(),
  /** Requests to the source since the start of the day (UTC). */
  requestsToday: z.int(),
  /** Size on disk; null if it is kept in memory. */
  bytes: z.nullable(z.int()),
  /** Why it is paused or has failed. */
  problem: z.nullable(z.object({ code: problemCode, message: z.string() })),
})
export type MirrorStatus = z.infer<typeof mirrorStatus>
