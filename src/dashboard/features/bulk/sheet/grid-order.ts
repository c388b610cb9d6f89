import * as z from 'zod/mini'
import { job, jobRowList, type Job, type JobSubject } from '#contract/api/jobs.ts'
import type { JobRow } from '#contract/api/job-rows.ts'
import { ApiError, request, send } from '#dashboard/lib/api-client.ts'
import { jobWrites } from '#dashboard/domain/job-queries.ts'

/** Submitted rows; stored with the grid, so that a reload neither loses nor repeats them. */
export const storedOrder = z.object({
  /** Idempotency key: a repeated request with it returns the same job. */
  key: z.string(),
  kind: z.enum(['create', 'edit']),
  /** Keys of the rows, in the order of the job's lines; 0 for lines that are not in this grid. */
  rows: z.array(z.int()),
  /** Null until the proxy has responded. */
  job: z.nullable(z.string()),
})
export type Order = z.infer<typeof storedOrder>

const pathOf = (source: string, id = '') => `/api/sources/${source}/jobs${id && `/${id}`}`

export const submitOrder = (
  source: string,
  { key, kind }: Order,
  subject: JobSubject,
  rows: unknown[],
): Promise<Job> => send(job, 'POST', pathOf(source), { key, kind, subject, rows })

/** Checks again whether rows with an unknown outcome were written. */
export const recheckJob = (source: string, id: string): Promise<Job> =>
  jobWrites.retry(source, id, { outcomes: ['unknown'], overwrite: false, resend: false })

/** Whether it is certain that no job was created, so that the rows can be edited again. */
export const isCertainlyRejected = (error: unknown): boolean =>
  error instanceof ApiError && !unclearCodes.includes(error.code)

/** A database that goes away while it is written to may have taken the job all the same. */
const unclearCodes: readonly ApiError['code'][] = ['offline', 'internal', 'state_unavailable']

const rowsOnPage = 500

/** All rows of a job with their results. */
export async function readRows(source: string, id: string, signal: AbortSignal): Promise<JobRow[]> {
  const rows: JobRow[] = []
  for (let page = 1; ; page++) {
    const path = `${pathOf(source, id)}/rows?page=${page}&size=${rowsOnPage}`
    const answer = await request(jobRowList, path, { signal })
    rows.push(...answer.items)
    if (!answer.hasNext) return rows
  }
}
