import { sql } from 'kysely'
import type { Migrating } from '#proxy/store/migration-database.ts'

const reasonCodes = [
  ['refused', 'rejected'],
  ['missing', 'not_found'],
  ['nonsense', 'invalid_response'],
] as const

/** Renames outcomes, reasons and columns of 0.1.0 to their current names. */
export async function renameStoredTerms(db: Migrating): Promise<void> {
  await db.schema.alterTable('jobs').renameColumn('refused', 'rejected').execute()
  await db.schema.alterTable('job_rows').renameColumn('mark_id', 'created_after_id').execute()
  await db.schema.alterTable('job_rows').renameColumn('mark_at', 'created_after_at').execute()
  await sql`update job_rows set outcome = 'rejected' where outcome = 'refused'`.execute(db)
  // Inside a JSON string the quotes would be escaped, so only keys and values match.
  for (const [former, code] of reasonCodes)
    await sql`
      update job_rows
      set result = replace(result, ${`"code":"${former}"`}, ${`"code":"${code}"`})
      where result like ${`%"code":"${former}"%`}`.execute(db)
  await sql`update jobs set waiting = 'invalid_response' where waiting = 'nonsense'`.execute(db)
  await sql`update jobs set waiting = 'rate_limited' where waiting = 'busy'`.execute(db)
}
