import type { Selectable } from 'kysely'
import type * as z from 'zod/mini'
import { jobKind } from '#contract/api/jobs.ts'
import type { Store } from '#proxy/store/state-store.ts'
import type { Tables } from '#proxy/store/state-tables.ts'
import type { StoredJob } from './job-view.ts'

/** A row to send; in an undo, with the row it undoes. */
export type RunRow = Selectable<Tables['job_rows']> & {
  undone: { outcome: string; base: string | null; after: string | null } | null
}

/** The queries of the runner of a source. */
export function createRunReads({ db }: Store, sourceId: string) {
  async function withUndone(rows: Selectable<Tables['job_rows']>[], job: StoredJob) {
    const from = job.undo_of
    if (from === null || rows.length === 0) return rows.map((row) => ({ ...row, undone: null }))
    const originals = await db
      .selectFrom('job_rows')
      .select(['line', 'outcome', 'base', 'after'])
      .where('job_id', '=', from)
      .where(
        'line',
        'in',
        rows.map(({ line }) => line),
      )
      .execute()
    const byLine = new Map(originals.map((row) => [row.line, row]))
    return rows.map((row): RunRow => ({ ...row, undone: byLine.get(row.line) ?? null }))
  }

  const rowsOf = (outcome: 'pending' | 'sending', jobId: string) =>
    db
      .selectFrom('job_rows')
      .selectAll()
      .where('job_id', '=', jobId)
      .where('outcome', '=', outcome)
      .orderBy('line')

  return {
    openJobs: (): Promise<StoredJob[]> =>
      db
        .selectFrom('jobs')
        .selectAll()
        .where('source_id', '=', sourceId)
        .where('state', '=', 'open')
        .orderBy('created_at')
        .execute(),

    pending: async (job: StoredJob, limit: number): Promise<RunRow[]> =>
      withUndone(await rowsOf('pending', job.id).limit(limit).execute(), job),

    /** Rows that were sent, or were about to be sent, and have no result. */
    sending: async (job: StoredJob): Promise<RunRow[]> =>
      withUndone(await rowsOf('sending', job.id).execute(), job),

    /** Contacts that other jobs and requests are creating now. */
    async otherCreates(jobIds: string[]): Promise<RunRow[]> {
      const rows = await db
        .selectFrom('job_rows')
        .innerJoin('jobs', 'jobs.id', 'job_rows.job_id')
        .selectAll('job_rows')
        .where('job_rows.outcome', '=', 'sending')
        .where('jobs.source_id', '=', sourceId)
        .where('jobs.kind', '=', 'create')
        .where('jobs.state', 'in', ['open', 'inline'])
        .where('jobs.id', 'not in', jobIds)
        .execute()
      return rows.map((row) => ({ ...row, undone: null }))
    },

    /** ID of the newest contact created by any row; 0 if there is none. */
    async newestCreated(): Promise<number> {
      const found = await db
        .selectFrom('job_rows')
        .innerJoin('jobs', 'jobs.id', 'job_rows.job_id')
        .select(({ fn }) => fn.max('job_rows.contact_id').as('id'))
        .where('job_rows.outcome', '=', 'created')
        .where('jobs.source_id', '=', sourceId)
        .executeTakeFirst()
      return Number(found?.id ?? 0)
    },

    /** What an undo undoes; an edit if that was deleted with its age. */
    async kindOf(undo: StoredJob): Promise<Exclude<z.infer<typeof jobKind>, 'undo'>> {
      let of: string | null = undo.undo_of
      while (of !== null) {
        const found: { kind: string; undo_of: string | null } | undefined = await db
          .selectFrom('jobs')
          .select(['kind', 'undo_of'])
          .where('id', '=', of)
          .executeTakeFirst()
        const kind = jobKind.safeParse(found?.kind).data
        if (kind === undefined) return 'edit'
        if (kind !== 'undo') return kind
        of = found?.undo_of ?? null
      }
      return 'edit'
    },

    /** IDs above `from` of contacts that are results of rows already. */
    async known(from: number): Promise<Set<number>> {
      const rows = await db
        .selectFrom('job_rows')
        .innerJoin('jobs', 'jobs.id', 'job_rows.job_id')
        .select('job_rows.contact_id')
        .where('job_rows.outcome', '=', 'created')
        .where('job_rows.contact_id', '>', from)
        .where('jobs.source_id', '=', sourceId)
        .execute()
      return new Set(rows.flatMap(({ contact_id: id }) => id ?? []))
    },
  }
}
