import { sql } from 'kysely'
import type { Store } from '#proxy/store/state-store.ts'

const draftLife = 24 * 60 * 60 * 1000 // milliseconds

/** Deletes jobs that ended `keep` milliseconds ago or earlier, and drafts unfinished after a day. */
export async function purgeJobs({ db, now }: Store, keep: number): Promise<void> {
  const ago = (ms: number) => sql<number>`${now} - ${ms}`
  const old = await db
    .selectFrom('jobs')
    .select('id')
    .where((eb) =>
      eb.or([
        eb('ended_at', '<', ago(keep)),
        eb.and([eb('state', '=', 'draft'), eb('created_at', '<', ago(draftLife))]),
      ]),
    )
    .execute()
  for (const { id } of old)
    await db.transaction().execute(async (trx) => {
      await trx.deleteFrom('job_rows').where('job_id', '=', id).execute()
      await trx.deleteFrom('job_parts').where('job_id', '=', id).execute()
      await trx.deleteFrom('jobs').where('id', '=', id).execute()
    })
}

/** Deletes all jobs, whatever their state. */
export async function clearJobs({ db }: Store): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx.deleteFrom('job_rows').execute()
    await trx.deleteFrom('job_parts').execute()
    await trx.deleteFrom('jobs').execute()
  })
}
