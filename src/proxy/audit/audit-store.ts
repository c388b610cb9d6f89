import { sql } from 'kysely'
import type { AuditCsvQuery } from '#contract/api/audit.ts'
import type { Store } from '#proxy/store/state-store.ts'
import { auditCsv } from './audit-csv.ts'
import type { AuditRecord } from './audit-entry.ts'
import { createAuditReads } from './audit-reads.ts'
import { appendEntries } from './audit-rows.ts'

const hour = 3_600_000 // milliseconds
const deletedAtOnce = 5000 // SQLite blocks its thread meanwhile

/**
 * The audit log: who did what, when and from where. It is only appended to; what is older than the
 * retention is deleted. `keep`: milliseconds; longer than entries of former starts were retained, or
 * shorter.
 */
export function createAudit(
  store: Store,
  { keep, onError = () => {} }: { keep: number; onError?: (error: unknown) => void },
) {
  const { db, now } = store
  const reads = createAuditReads(db)
  let purging: NodeJS.Timeout | undefined

  async function purge(): Promise<void> {
    await db
      .insertInto('audit_retention')
      .values({ id: 1, ms: keep })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ ms: keep }))
      .execute()
    for (;;) {
      const old = db
        .selectFrom('audit_entries')
        .select('id')
        .where('at', '<', sql<number>`${now} - ${keep}`)
        .orderBy('at')
        .limit(deletedAtOnce)
      const { numDeletedRows } = await db
        .deleteFrom('audit_entries')
        .where('id', 'in', old)
        .executeTakeFirst()
      if (numDeletedRows < deletedAtOnce) return
    }
  }

  return {
    /** Appends entries; rejects if they cannot be stored. */
    record: (...entries: AuditRecord[]): Promise<void> => appendEntries(db, now, entries),
    ...reads,
    csv: ({ bom, separator, ...filter }: AuditCsvQuery) =>
      auditCsv(reads.all(filter), { bom: bom === '1', separator }),
    purge,

    /** Deletes what is too old, now and every hour. */
    begin() {
      const clean = () => void purge().catch(onError)
      clean()
      purging = setInterval(clean, hour)
      purging.unref()
    },
    close() {
      clearInterval(purging)
    },
  }
}
export type Audit = ReturnType<typeof createAudit>
