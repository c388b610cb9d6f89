import * as z from 'zod/mini'
import { rowOutcome } from '#contract/api/job-rows.ts'
import { wholeNumber } from '#contract/api/whole-number.ts'

const page = z.catch(wholeNumber(1, 1_000_000), 1)

/** The list of jobs as its address has it. */
export const jobsSearch = z.object({ page })

/** A job as its address has it: which rows, and what stands open above them. */
export const jobSearch = z.object({
  page,
  outcome: z.catch(z.optional(rowOutcome), undefined),
  panel: z.catch(z.optional(z.enum(['retry', 'undo'])), undefined),
})
export type JobSearch = z.output<typeof jobSearch>
