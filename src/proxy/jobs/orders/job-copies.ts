import { sql, type ExpressionBuilder, type Kysely } from 'kysely'
import type { JobRetry } from '#contract/api/jobs.ts'
import type { Tables } from '#proxy/store/state-tables.ts'
import type { StoredJob } from '#proxy/jobs/store/job-view.ts'

type Db = Kysely<Tables>

/**
 * Copies the failed rows of a job into a new job, with the same line numbers; returns their number.
 * Rows that another retry has taken are skipped. Unknown rows keep the data of their last send, so
 * that they are looked up first, as after a crash.
 */
export async function copyFailed(
  trx: Db,
  from: StoredJob,
  to: string,
  { outcomes, overwrite, resend }: Omit<JobRetry, 'key'>,
): Promise<number> {
  const wanted = outcomes.filter((outcome) => outcome !== 'conflict' || overwrite)
  if (wanted.length === 0) return 0
  const { numUpdatedRows } = await trx
    .updateTable('job_rows')
    .set({ retried_by: to })
    .where('job_id', '=', from.id)
    .where('outcome', 'in', wanted)
    .where('retried_by', 'is', null)
    .executeTakeFirst()
  const isUnresolved = sql<boolean>`(outcome = 'unknown' and chunk is not null and ${resend ? 0 : 1} = 1)`
  const carriedOver = <T>(column: string) =>
    sql<T>`case when ${isUnresolved} then ${sql.ref(column)} end`
  await trx
    .insertInto('job_rows')
    .columns([
      'job_id',
      'line',
      'contact_id',
      'name',
      'input',
      'outcome',
      'result',
      'base',
      'after',
      'chunk',
      'sent_at',
      'created_after_id',
      'created_after_at',
    ])
    .expression((eb) =>
      eb
        .selectFrom('job_rows')
        .select([
          sql<string>`${to}`.as('to'),
          'line',
          'contact_id',
          'name',
          'input',
          sql<string>`case when ${isUnresolved} then 'sending' else 'pending' end`.as('next'),
          // For conflicts that were shown, the values that others wrote count as seen.
          sql<string | null>`case when outcome = 'conflict' then result end`.as('shown'),
          carriedOver<string>('base').as('base'),
          carriedOver<string>('after').as('after'),
          carriedOver<string>('chunk').as('chunk'),
          carriedOver<number>('sent_at').as('sent_at'),
          carriedOver<number>('created_after_id').as('created_after_id'),
          carriedOver<number>('created_after_at').as('created_after_at'),
        ])
        .where('job_id', '=', from.id)
        .where('retried_by', '=', to),
    )
    .execute()
  return Number(numUpdatedRows)
}

/**
 * Rows whose change may be saved at the source: what is to be written is stored before it is sent,
 * and removed if it certainly was not written. 0.1.0 also stored it for rejected rows, which are
 * saved nowhere except for links.
 */
export const mayBeWritten =
  ({ kind }: Pick<StoredJob, 'kind'>) =>
  (eb: ExpressionBuilder<Tables, 'job_rows'>) =>
    eb.and([
      eb('after', 'is not', null),
      ...(kind === 'edit' || kind === 'chats' ? [eb('outcome', '<>', 'rejected')] : []),
    ])

/**
 * The rows of an undo: those that a job changed, and those it created if these are to be tagged.
 */
export async function copyWritten(
  trx: Db,
  from: StoredJob,
  to: string,
  tag: string | undefined,
): Promise<number> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('job_rows')
    .columns(['job_id', 'line', 'contact_id', 'name', 'input', 'outcome'])
    .expression((eb) =>
      eb
        .selectFrom('job_rows')
        .select([
          sql<string>`${to}`.as('to'),
          'line',
          'contact_id',
          'name',
          // The chat of the row: the journal contains what is written to it, but lists of rows do
          // not read the journal.
          sql<string | null>`case when ${from.kind} in ('chats', 'undo') then input end`.as(
            'about',
          ),
          sql<string>`'pending'`.as('next'),
        ])
        .where('job_id', '=', from.id)
        .where('contact_id', 'is not', null)
        .where((or) =>
          or.or([
            mayBeWritten(from)(or),
            ...(tag === undefined ? [] : [or('outcome', '=', 'created')]),
          ]),
        ),
    )
    .executeTakeFirst()
  return Number(numInsertedOrUpdatedRows ?? 0)
}
