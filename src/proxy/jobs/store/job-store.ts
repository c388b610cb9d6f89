import { setImmediate } from 'node:timers/promises'
import type { Kysely, RawBuilder } from 'kysely'
import { InvalidInputError } from '#proxy/invalid-input.ts'
import { NotFoundError } from '#proxy/not-found.ts'
import type { Store } from '#proxy/store/state-store.ts'
import type { Tables } from '#proxy/store/state-tables.ts'
import type { NewRow } from '#proxy/jobs/orders/job-input.ts'
import { createJobReads } from './job-reads.ts'
import type { StoredJob } from './job-view.ts'

export type NewJob = Pick<
  StoredJob,
  | 'id'
  | 'source_id'
  | 'kind'
  | 'title'
  | 'key'
  | 'hash'
  | 'shared'
  | 'query'
  | 'tag'
  | 'undo_of'
  | 'retry_of'
  | 'actor_id'
  | 'actor_name'
  | 'actor_address'
  | 'is_inline'
> & { inline_until: RawBuilder<number> | null; state: 'draft' | 'open' | 'inline' }

type Db = Kysely<Tables>

const rowsAtOnce = 1000 // 5,000 parameters; SQLite takes 32,766

/** Creates, reads and cancels jobs; running them is separate. */
export function createJobStore({ db, now }: Store) {
  /** Creates a job, or returns the one that the same request created before. */
  async function begin(
    job: NewJob,
    fill: (trx: Db, id: string) => Promise<number>,
  ): Promise<{ job: StoredJob; isNew: boolean }> {
    const known = await findByKey(db, job)
    if (known) return { job: known, isNew: false }
    try {
      return await db.transaction().execute(async (trx) => {
        const row = { ...job, total: 0, created_at: now, is_cancelled: 0 }
        await trx.insertInto('jobs').values(row).execute()
        const total = await fill(trx, job.id)
        await trx.updateTable('jobs').set({ total }).where('id', '=', job.id).execute()
        return { job: await get(job.source_id, job.id, trx), isNew: true }
      })
    } catch (error) {
      // Two concurrent requests with one key: the later one returns what the first created.
      const made = await findByKey(db, job)
      if (made) return { job: made, isNew: false }
      throw error
    }
  }

  async function findByKey(on: Db, job: NewJob) {
    const { source_id: sourceId, key, hash, actor_id: actor } = job
    const found = await on
      .selectFrom('jobs')
      .selectAll()
      .where('source_id', '=', sourceId)
      .where('key', '=', key)
      .executeTakeFirst()
    if (found && (found.hash !== hash || found.actor_id !== actor))
      throw new InvalidInputError([{ name: 'key', message: 'another job already uses this key' }])
    return found
  }

  async function get(sourceId: string, id: string, on: Db = db): Promise<StoredJob> {
    const found = await on
      .selectFrom('jobs')
      .selectAll()
      .where('source_id', '=', sourceId)
      .where('id', '=', id)
      .executeTakeFirst()
    if (!found) throw new NotFoundError(`No job ${id}`)
    return found
  }

  async function insertRows(on: Db, jobId: string, rows: NewRow[], before: number) {
    for (let position = 0; position < rows.length; position += rowsAtOnce) {
      const values = rows
        .slice(position, position + rowsAtOnce)
        .map(({ contactId, name, input }, index) => ({
          job_id: jobId,
          line: before + position + index + 1,
          contact_id: contactId,
          name,
          input,
          outcome: 'pending',
        }))
      await on.insertInto('job_rows').values(values).execute()
      await setImmediate() // SQLite blocks this thread: let other work run in between
    }
    return before + rows.length
  }

  /** The parts of a draft, last one first. */
  const parts = (job: Pick<StoredJob, 'id'>, on: Db = db) =>
    on
      .selectFrom('job_parts')
      .selectAll()
      .where('job_id', '=', job.id)
      .orderBy('part', 'desc')
      .execute()

  /** Locks a draft; throws if the job is no longer a draft. */
  async function lockDraft(on: Db, { id, source_id: sourceId }: StoredJob): Promise<StoredJob> {
    const { numUpdatedRows } = await on
      .updateTable('jobs')
      .set(({ eb }) => ({ version: eb('version', '+', 1) }))
      .where('id', '=', id)
      .where('state', '=', 'draft')
      .executeTakeFirst()
    if (numUpdatedRows === 0n)
      throw new InvalidInputError([
        { name: 'job', message: 'the job has started: no more rows are accepted' },
      ])
    return get(sourceId, id, on)
  }

  return {
    begin,
    get,
    insertRows,

    parts,

    /** Adds rows to a draft; the last part may be sent again and then replaces itself. */
    addPart(job: StoredJob, part: { part: number; hash: string; rows: NewRow[]; before: number }) {
      return db.transaction().execute(async (trx) => {
        await lockDraft(trx, job)
        const [last] = await parts(job, trx)
        // A delayed repeat must not delete later parts.
        if (last && last.part > part.part) return get(job.source_id, job.id, trx)
        await trx
          .deleteFrom('job_parts')
          .where('job_id', '=', job.id)
          .where('part', '=', part.part)
          .execute()
        await trx
          .deleteFrom('job_rows')
          .where('job_id', '=', job.id)
          .where('line', '>', part.before)
          .execute()
        const { length: rows } = part.rows
        const stored = { job_id: job.id, part: part.part, hash: part.hash, rows }
        await trx.insertInto('job_parts').values(stored).execute()
        const total = await insertRows(trx, job.id, part.rows, part.before)
        await trx.updateTable('jobs').set({ total }).where('id', '=', job.id).execute()
        return get(job.source_id, job.id, trx)
      })
    },

    /** The lines up to `upTo` that contain these contacts. */
    async linesOf(
      job: StoredJob,
      contactIds: number[],
      upTo: number,
    ): Promise<Map<number, number>> {
      const found = new Map<number, number>()
      for (let index = 0; index < contactIds.length; index += rowsAtOnce) {
        const rows = await db
          .selectFrom('job_rows')
          .select(['contact_id', 'line'])
          .where('job_id', '=', job.id)
          .where('line', '<=', upTo)
          .where('contact_id', 'in', contactIds.slice(index, index + rowsAtOnce))
          .execute()
        for (const { contact_id: id, line } of rows) if (id !== null) found.set(id, line)
      }
      return found
    },

    open: (job: StoredJob) =>
      db.transaction().execute(async (trx) => {
        await lockDraft(trx, job)
        await trx.updateTable('jobs').set({ state: 'open' }).where('id', '=', job.id).execute()
        return get(job.source_id, job.id, trx)
      }),

    /** Deletes a job that has no rows. */
    drop: ({ id }: StoredJob) => db.deleteFrom('jobs').where('id', '=', id).execute(),

    /**
     * A draft ends immediately; the process that runs an open job checks for cancellation before
     * each request.
     */
    cancel: ({ id, source_id: sourceId }: StoredJob) =>
      db.transaction().execute(async (trx) => {
        const change = trx
          .updateTable('jobs')
          .set(({ eb }) => ({ is_cancelled: 1, version: eb('version', '+', 1) }))
          .where('id', '=', id)
        const draft = await change
          .set((eb) => ({ state: 'cancelled', ended_at: now, cancelled: eb.ref('total') }))
          .where('state', '=', 'draft')
          .executeTakeFirst()
        if (draft.numUpdatedRows > 0n)
          await trx
            .updateTable('job_rows')
            .set({ outcome: 'cancelled' })
            .where('job_id', '=', id)
            .execute()
        else await change.where('state', '=', 'open').where('is_cancelled', '=', 0).execute()
        return get(sourceId, id, trx)
      }),
    ...createJobReads(db),
  }
}
export type JobStore = ReturnType<typeof createJobStore>
