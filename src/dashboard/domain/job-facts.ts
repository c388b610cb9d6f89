import type { Job } from '#contract/api/jobs.ts'

export const isEnded = ({ state }: Job): boolean => state === 'done' || state === 'cancelled'

/** Whether something happens to it by itself: a draft waits for whoever sends its rows. */
export const isUnderWay = (job: Job): boolean => !isEnded(job) && job.state !== 'draft'

export const doneOf = ({ total, counts }: Job): number => total - counts.pending

/** The outcomes that may be tried again. */
export const failures = ['invalid', 'rejected', 'conflict', 'unknown', 'cancelled'] as const
export type Failure = (typeof failures)[number]

export const failedOf = ({ counts }: Job): number =>
  failures.reduce((sum, outcome) => sum + counts[outcome], 0)

/** Rows that stand at the source because of it, so that there is something to take back. */
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
  'pending',
] as const

/** Outcomes that a filter can be offered for: those that rows have come to. */
export const shownOutcomes = (job: Job): (typeof outcomes)[number][] =>
  outcomes.filter((outcome) => job.counts[outcome] > 0)

export const newest = (a: Job, b: Job | undefined): Job => (b && b.version > a.version ? b : a)
