import { sql, type Transaction } from 'kysely'
import type { Store } from '#proxy/store/state-store.ts'
import type { Tables } from '#proxy/store/state-tables.ts'

/**
 * Until the transaction ends, no other one changes the views of the source. A transaction of SQLite
 * holds the write lock from its beginning.
 */
export async function lockViews(
  trx: Transaction<Tables>,
  { dialect }: Pick<Store, 'dialect'>,
  source: string,
): Promise<void> {
  if (dialect === 'postgres')
    await sql`select pg_advisory_xact_lock(hashtextextended(${`views ${source}`}, 0))`.execute(trx)
}
