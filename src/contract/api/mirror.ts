import * as z from 'zod/mini'
import { problemCode } from './problem.ts'

/**
 * `off`: the source has no local copy; `paused`: a user has paused it, or the source cannot be used
 * now, and reading continues when it can; `failed`: an operator has to do something.
 */
export const mirrorState = z.enum(['off', 'filling', 'complete', 'paused', 'failed'])

const moment = z.nullable(z.iso.datetime())

/** Why a source cannot have a local copy: its kind is not copied; the settings file forbids it. */
export const mirrorObstacle = z.enum(['kind', 'settings'])

/** Response of `GET /api/sources/:source/mirror`: the local copy of a source's contacts. */
export const mirrorStatus = z.object({
  state: mirrorState,
  /** Whether the copy is complete, so that lists are answered from it, also while it is paused. */
  isComplete: z.boolean(),
  /** Whether a user has paused it: nothing is read until one continues. */
  isPausedByUser: z.boolean(),
  /** Why it cannot be turned on; null if it can, or is. */
  obstacle: z.nullable(mirrorObstacle),
  /** Contacts in the copy, and while it is filled how many are expected; null: unknown. */
  read: z.int(),
  expected: z.nullable(z.int()),
  /** When the filling began. */
  startedAt: moment,
  /** The copy contains every change until then; null while it is filled. */
  asOf: moment,
  lastFullScanAt: moment,
  /**
   * When the last reading of the chats of all contacts began; null before the first one has ended, and
   * where the source does not tell them.
   */
  chatsAsOf: moment,
  /**
   * What the copy says of chats in work is as of this time; null: not all talks were read yet, or the
   * account has none.
   */
  talksAsOf: moment,
  /** Contacts read by the full scan of a complete copy that is in progress; null: there is none. */
  scanned: z.nullable(z.int()),
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
  /** The same of the last 14 days (UTC) on which there were any, oldest first. */
  requestsByDay: z.array(z.object({ day: z.iso.date(), count: z.int() })),
  /** Size on disk, also of tables in a Postgres; null if it is kept in memory. */
  bytes: z.nullable(z.int()),
  /** Why it is paused or has failed. */
  problem: z.nullable(z.object({ code: problemCode, message: z.string() })),
})
export type MirrorStatus = z.infer<typeof mirrorStatus>

/**
 * Query of `GET /api/sources/:source/mirror`. `watched`: a user looks at the list, so that changes at
 * the source are followed at a shorter interval for a minute.
 */
export const mirrorStatusQuery = z.strictObject({ watched: z.optional(z.literal('1')) })

/**
 * Body of `PUT /api/sources/:source/mirror`: the user knows that personal data of the contacts will
 * be where Kartoteka keeps its state, and that the filling takes requests.
 */
export const mirrorConsent = z.strictObject({ agreed: z.literal(true) })

/**
 * Response of `GET /api/sources/:source/mirror/estimate`: what a local copy takes. The number of
 * contacts is found by a few requests and exact to 5 %; null: the source did not tell.
 */
export const mirrorEstimate = z.object({
  contacts: z.nullable(z.int()),
  /** Requests of the first filling, at least and at most: names of companies come with them. */
  requests: z.nullable(z.object({ min: z.int(), max: z.int() })),
  /** Requests per second that the filling may send; 0: as many as the source allows. */
  requestsPerSecond: z.number(),
  bytes: z.nullable(z.int()),
  /** Free on the disk; null if the copy would be kept in memory or in a Postgres. */
  freeBytes: z.nullable(z.int()),
})
export type MirrorEstimate = z.infer<typeof mirrorEstimate>
