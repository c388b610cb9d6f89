import * as z from 'zod/mini'
import { rowOutcome } from '#contract/api/row-results.ts'
import { wholeNumber } from '#contract/api/whole-number.ts'

const page = z._default(wholeNumber(1, 1_000_000), 1)

/** The search of the list of jobs in its URL. */
export const jobsSearch = z.object({ page })

/** The search of a job's page in its URL: the rows, and the open panel. */
export const jobSearch = z.object({
  page,
  outcome: z.optional(rowOutcome),
  panel: z.optional(z.enum(['retry', 'undo'])),
})
export type JobSearch = z.output<typeof jobSearch>
