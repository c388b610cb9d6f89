import { sql } from 'kysely'
import type { Store } from '#proxy/store/state-store.ts'

const day = 24 * 60 * 60 * 1000 // milliseconds
const draftLife = day
/** Longer than drafts are stored in browsers: until then, a repeated create is recognized. */
const inlineLife = 15 * day

/**
 * Deletes jobs that ended longer ago than the retention (milliseconds), and drafts that were not
 * completed within a day. Journals of single writes and the keys of creates are retained for at
 * least 15 days.
 */
export async function purgeJobs({ db, now }: Store, keep: number): Promise<void> {
  const ago = (ms: number) => sql<number>`${now} - ${ms}`
  const old = await db
    .selectFrom('jobs')
    .select('id')
    .where((eb) =>
      eb.or([
        eb.and([eb('ended_at', '<', ago(keep)), eb('is_inline', '=', 0)]),
        eb('ended_at', '<', ago(Math.max(keep, inlineLife))),
        eb.and([eb('state', '=', 'draft'), eb('created_at', '<', ago(draftLife))]),
      ]),
    )
    .execute()
  for (const { id } of old)
    await db.transaction().execute(async (trx) => {
      await trx.deleteFrom('job_rows').where('job_id', '=', id).execute()
      await trx.deleteFrom('job_parts').where('job_id', '=', id).execute()
      await trx.deleteFrom('create_keys').where('job_id', '=', id).execute()
      await trx.deleteFrom('jobs').where('id', '=', id).execute()
    })
}

/** Deletes all jobs, regardless of their state. */
export async function clearJobs({ db }: Store): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx.deleteFrom('job_rows').execute()
    await trx.deleteFrom('job_parts').execute()
    await trx.deleteFrom('create_keys').execute()
    await trx.deleteFrom('jobs').execute()
  })
}
