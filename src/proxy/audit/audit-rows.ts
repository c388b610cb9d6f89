import type { Kysely, Selectable } from 'kysely'
import type { Store } from '#proxy/store/state-store.ts'
import type { Tables } from '#proxy/store/state-tables.ts'
import { localId, type AuditRecord } from './audit-entry.ts'

export type AuditRow = Selectable<Tables['audit_entries']>
type Db = Kysely<Tables>

const rowsAtOnce = 500 // 10,000 parameters; SQLite takes 32,766

/**
 * Appends entries, in the caller's transaction if `on` is one: then they are stored if what they tell
 * of is.
 */
export async function appendEntries(
  on: Db,
  now: Store['now'],
  records: AuditRecord[],
): Promise<void> {
  const known = await knownJobs(on, records)
  const rows = records.map((record) => {
    const id = record.job?.id
    const isFirst = id === undefined || !known.has(id)
    if (id !== undefined) known.add(id)
    return toStored(record, now, isFirst)
  })
  for (let index = 0; index < rows.length; index += rowsAtOnce)
    await on
      .insertInto('audit_entries')
      .values(rows.slice(index, index + rowsAtOnce))
      .onConflict((conflict) => conflict.column('send_key').doNothing())
      .execute()
}

/** The jobs that have entries already. */
async function knownJobs(on: Db, records: AuditRecord[]): Promise<Set<string>> {
  const ids = new Set(records.flatMap(({ job }) => job?.id ?? []))
  const known = new Set<string>()
  for (const id of ids) {
    const found = await on
      .selectFrom('audit_entries')
      .select('job_id')
      .where('job_id', '=', id)
      .limit(1)
      .executeTakeFirst()
    if (found) known.add(id)
  }
  return known
}

function toStored(record: AuditRecord, now: Store['now'], isFirst: boolean) {
  const { action, actor, outcome = 'done', source, contact, subject, details = [], job } = record
  return {
    at: now,
    actor_id: actor.id ?? localId,
    actor_name: actor.name,
    address: actor.address,
    action,
    outcome,
    source_id: source ?? null,
    contact_id: contact?.id ?? null,
    contact_name: contact?.name ?? null,
    subject: subject ?? null,
    job_id: job?.id ?? null,
    line: job?.line ?? null,
    is_inline: job?.isInline ? 1 : 0,
    retry_of: job?.retryOf ?? null,
    undo_of: job?.undoOf?.job ?? null,
    undone_actor: job?.undoOf?.actor ?? null,
    details: JSON.stringify(details),
    is_first: isFirst ? 1 : 0,
    send_key: job?.sendKey ?? null,
  }
}
