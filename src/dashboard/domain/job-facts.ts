import type { Job } from '#contract/api/jobs.ts'

export const isEnded = ({ state }: Job): boolean => state === 'done' || state === 'cancelled'

/** Whether it proceeds automatically; a draft still waits for its rows. */
export const isActive = (job: Job): boolean => !isEnded(job) && job.state !== 'draft'

export const doneOf = ({ total, counts }: Job): number => total - counts.pending

/** How many of its values looked wrong and were kept; what repeats or undoes it has other values. */
export const warnedOf = ({ subject, undoOf, retryOf }: Job): number =>
  undoOf === null && retryOf === null ? (subject?.warned ?? 0) : 0

/** The user who requested it; undefined where users do not sign in: all are “this computer” there. */
export const requesterOf = ({ actor }: Job): string | undefined =>
  actor?.id && actor.id !== 'local' ? actor.name : undefined

/** The outcomes that can be retried. */
export const failures = ['invalid', 'rejected', 'conflict', 'unknown', 'cancelled'] as const
export type Failure = (typeof failures)[number]

export const failedOf = ({ counts }: Job): number =>
  failures.reduce((sum, outcome) => sum + counts[outcome], 0)

/** The number of rows in the file of those that were not written. */
export const notWrittenOf = (job: Job): number => failedOf(job) + job.counts.skipped

/** The number of rows it has written, which can be undone. */
export const writtenOf = ({ counts }: Job): number => counts.created + counts.changed

const outcomes = [
  'created',
  'changed',
  'unchanged',
  'invalid',
  'rejected',
  'conflict',
  'unknown',
  'cancelled',
  'skipped',
  'pending',
] as const

/** The outcomes that rows have, in the order of the filter. */
export const shownOutcomes = (job: Job): (typeof outcomes)[number][] =>
  outcomes.filter((outcome) => job.counts[outcome] > 0)

export const newest = (a: Job, b: Job | undefined): Job => (b && b.version > a.version ? b : a)
