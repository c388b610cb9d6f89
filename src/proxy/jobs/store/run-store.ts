import { sql, type Kysely } from 'kysely'
import type { RowResult } from '#contract/api/row-results.ts'
import type { WaitReason } from '#contract/api/jobs.ts'
import type { CreationCursor } from '#proxy/sources/source.ts'
import type { Store } from '#proxy/store/state-store.ts'
import type { Tables } from '#proxy/store/state-tables.ts'
import { endings, type StoredJob } from './job-view.ts'
import { createRowAudit } from './audited-rows.ts'
import type { Lease } from './job-lease.ts'
import { createRunReads, type RunRow } from './run-reads.ts'

/**
 * The result of a row. `base` and `after` are omitted if the journal does not change. Attributes of
 * the journal that were not written are `unsent`, those of which it is unknown are `unsure`.
 */
export type RowUpdate = {
  row: RunRow
  result: RowResult
  name?: string | null
  contactId?: number | null
  base?: string | null
  after?: string | null
  unsure?: string[]
  unsent?: string[]
}

type Db = Kysely<Tables>

/** The state of one source's jobs for their runner; every write requires the lease. */
export function createRunStore(store: Store, sourceId: string, lease: Lease) {
  const { now } = store
  const audit = createRowAudit(store)
  const bump = (trx: Db, jobId: string) =>
    trx
      .updateTable('jobs')
      .set(({ eb }) => ({ version: eb('version', '+', 1) }))
      .where('id', '=', jobId)

  return {
    ...createRunReads(store, sourceId),

    /** Records that rows are about to be sent, with their previous values. */
    beginSend(
      jobId: string,
      rows: { row: RunRow; base?: string; after?: string }[],
      { chunk, cursor }: { chunk: string; cursor: CreationCursor | undefined },
    ) {
      return lease.fenced(async (trx) => {
        const sent = rows.map(({ row: { undone: _undone, ...row }, base, after }) => ({
          ...row,
          outcome: 'sending',
          base: base ?? row.base,
          after: after ?? row.after,
          chunk,
          sent_at: now,
          tries: row.tries + 1,
          created_after_id: cursor?.id ?? null,
          created_after_at: cursor?.at ?? null,
        }))
        await trx
          .insertInto('job_rows')
          .values(sent)
          .onConflict((conflict) =>
            conflict.columns(['job_id', 'line']).doUpdateSet((eb) => ({
              outcome: eb.ref('excluded.outcome'),
              base: eb.ref('excluded.base'),
              after: eb.ref('excluded.after'),
              chunk: eb.ref('excluded.chunk'),
              sent_at: eb.ref('excluded.sent_at'),
              tries: eb.ref('excluded.tries'),
              created_after_id: eb.ref('excluded.created_after_id'),
              created_after_at: eb.ref('excluded.created_after_at'),
            })),
          )
          .execute()
        await trx
          .updateTable('jobs')
          .set({ started_at: sql<number>`coalesce(started_at, ${now})` })
          .where('id', '=', jobId)
          .execute()
      })
    },

    /**
     * Makes rows pending again that have to be processed again, or that certainly were not handled
     * (`wasTried` false): rows that were never sent have no journal. `isAbsent`: it was looked up that
     * no send has written anything.
     */
    release(
      jobId: string,
      rows: RunRow[],
      { wasTried, isAbsent = !wasTried }: { wasTried: boolean; isAbsent?: boolean },
    ) {
      if (rows.length === 0) return Promise.resolve()
      return lease.fenced(async (trx) => {
        if (isAbsent) await audit.notWritten(trx, jobId, rows)
        await trx
          .updateTable('job_rows')
          .set(({ eb }) => ({
            outcome: 'pending',
            ...(!wasTried && {
              tries: eb('tries', '-', 1),
              base: sql<string | null>`case when tries > 1 then base end`,
              after: sql<string | null>`case when tries > 1 then after end`,
            }),
          }))
          .where('job_id', '=', jobId)
          .where('outcome', '=', 'sending')
          .where(
            'line',
            'in',
            rows.map(({ line }) => line),
          )
          .execute()
      })
    },

    /** Records that the outcome of rows that were sent is unknown for now. */
    recordUnsure: (jobId: string, rows: RunRow[]) =>
      rows.length === 0 ? Promise.resolve() : lease.fenced((trx) => audit.unsure(trx, jobId, rows)),

    /** Stores and counts results, and clears the wait of the job. */
    recordResults(jobId: string, updates: RowUpdate[]) {
      if (updates.length === 0) return Promise.resolve()
      return lease.fenced(async (trx) => {
        await trx
          .insertInto('job_rows')
          .values(updates.map(toStored))
          .onConflict((conflict) =>
            conflict.columns(['job_id', 'line']).doUpdateSet((eb) => ({
              outcome: eb.ref('excluded.outcome'),
              result: eb.ref('excluded.result'),
              name: eb.ref('excluded.name'),
              contact_id: eb.ref('excluded.contact_id'),
              base: eb.ref('excluded.base'),
              after: eb.ref('excluded.after'),
            })),
          )
          .execute()
        await audit.results(trx, jobId, updates)
        const counted = Map.groupBy(updates, ({ result }) => result.outcome)
        let job = bump(trx, jobId).set({
          waiting: null,
          waiting_until: null,
          started_at: sql<number>`coalesce(started_at, ${now})`,
        })
        for (const outcome of endings) {
          const times = counted.get(outcome)?.length ?? 0
          if (times > 0) job = job.set(({ eb }) => ({ [outcome]: eb(outcome, '+', times) }))
        }
        await job.execute()
      })
    },

    /** Records that contacts could not be compared with the query of the job. */
    noteUnchecked: (jobId: string) =>
      lease.fenced(async (trx) => {
        await bump(trx, jobId).set({ is_unchecked: 1 }).execute()
      }),

    /** Records on every open job why it waits. */
    wait: (reason: WaitReason, ms: number) =>
      lease.fenced(async (trx) => {
        const until = sql<number>`${now} + ${Math.ceil(ms)}`
        await trx
          .updateTable('jobs')
          .set(({ eb }) => ({
            waiting: reason,
            waiting_until: until,
            version: eb('version', '+', 1),
          }))
          .where('source_id', '=', sourceId)
          .where('state', '=', 'open')
          .execute()
      }),

    /** Nothing more of a job is sent; it ends after the requests in flight. */
    cancel: ({ id }: StoredJob) =>
      lease.fenced(async (trx) => {
        await bump(trx, id).set({ is_cancelled: 1 }).execute()
      }),

    resume: () =>
      lease.fenced(async (trx) => {
        await trx
          .updateTable('jobs')
          .set(({ eb }) => ({
            waiting: null,
            waiting_until: null,
            version: eb('version', '+', 1),
          }))
          .where('source_id', '=', sourceId)
          .where('state', '=', 'open')
          .where('waiting', 'is not', null)
          .execute()
      }),

    /** Ends a job; first cancels pending rows, which only a cancelled job has. */
    end: (job: StoredJob) =>
      lease.fenced(async (trx) => {
        const { numUpdatedRows } = await trx
          .updateTable('job_rows')
          .set({ outcome: 'cancelled' })
          .where('job_id', '=', job.id)
          .where('outcome', '=', 'pending')
          .executeTakeFirst()
        await bump(trx, job.id)
          .set(({ eb }) => ({
            state: job.is_cancelled ? 'cancelled' : 'done',
            cancelled: eb('cancelled', '+', Number(numUpdatedRows)),
            ended_at: now,
            waiting: null,
            waiting_until: null,
          }))
          .execute()
      }),
  }
}
export type RunStore = ReturnType<typeof createRunStore>

function toStored({ row, result, ...changes }: RowUpdate) {
  const { undone: _undone, ...stored } = row
  const { outcome, ...details } = result
  return {
    ...stored,
    outcome,
    result: Object.keys(details).length > 0 ? JSON.stringify(details) : null,
    name: changes.name === undefined ? stored.name : changes.name,
    contact_id: changes.contactId === undefined ? stored.contact_id : changes.contactId,
    base: changes.base === undefined ? stored.base : changes.base,
    after: changes.after === undefined ? stored.after : changes.after,
  }
}
