import type { Kysely } from 'kysely'
import type { Tables } from '#proxy/store/state-tables.ts'
import { chatIn } from '#proxy/jobs/orders/job-input.ts'
import type { StoredJob, StoredRow } from './job-view.ts'

/** Queries for jobs and their rows, paged. */
export const createJobReads = (db: Kysely<Tables>) => ({
  /** `actorId`: only those that somebody has ordered. */
  list: (sourceId: string, page: number, size: number, actorId?: string | null) =>
    db
      .selectFrom('jobs')
      .selectAll()
      .where('source_id', '=', sourceId)
      .where('is_inline', '=', 0)
      .$if(actorId !== undefined, (query) => query.where('actor_id', 'is', actorId ?? null))
      .orderBy('created_at', 'desc')
      .orderBy('id')
      .offset((page - 1) * size)
      .limit(size + 1)
      .execute(),

  /** Jobs that somebody has ordered and that have not ended. */
  openOf: (actorId: string) =>
    db
      .selectFrom('jobs')
      .selectAll()
      .where('actor_id', '=', actorId)
      .where('state', 'in', ['draft', 'open'])
      .execute(),

  /** The lines up to `upTo` that contain the given chats. */
  async chatLines(job: Pick<StoredJob, 'id'>, upTo: number): Promise<Map<string, number>> {
    const rows = await db
      .selectFrom('job_rows')
      .select(['input', 'line'])
      .where('job_id', '=', job.id)
      .where('line', '<=', upTo)
      .execute()
    return new Map(rows.map(({ input, line }) => [chatIn(input) ?? '', line]))
  },

  /** Rows after a line, or of a page; `orInPart` includes rows that were written partially. */
  rows(
    jobId: string,
    which: {
      outcomes?: string[] | undefined
      orInPart?: boolean
      after?: number
      offset?: number
      limit: number
    },
  ): Promise<StoredRow[]> {
    let query = db
      .selectFrom('job_rows')
      .selectAll()
      .where('job_id', '=', jobId)
      .orderBy('line')
      .limit(which.limit)
    const { outcomes } = which
    if (outcomes)
      query = query.where((eb) =>
        eb.or([
          eb('outcome', 'in', outcomes),
          ...(which.orInPart ? [eb('result', 'like', '%"notSaved":[{%')] : []),
        ]),
      )
    if (which.after !== undefined) query = query.where('line', '>', which.after)
    return query.offset(which.offset ?? 0).execute()
  },
})
