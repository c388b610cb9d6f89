import type { Kysely } from 'kysely'
import type { AuditDetail, AuditOutcome } from '#contract/api/audit.ts'
import type { RowResult } from '#contract/api/row-results.ts'
import type { AuditRecord } from '#proxy/audit/audit-entry.ts'
import { appendEntries } from '#proxy/audit/audit-rows.ts'
import { localActor } from '#proxy/sources/transport/source-call.ts'
import type { Store } from '#proxy/store/state-store.ts'
import type { Tables } from '#proxy/store/state-tables.ts'
import { actorIn, type StoredJob } from './job-view.ts'
import { actionOf, detailsOf } from './row-details.ts'
import type { RunRow } from './run-reads.ts'
import type { RowUpdate } from './run-store.ts'

type Db = Kysely<Tables>
type Job = { stored: StoredJob; undone: string | null }

/**
 * What the rows of jobs write, recorded in the transaction that changes their journal. Rows that
 * sent nothing, and those that the source rejected, are not in the audit log.
 */
export function createRowAudit({ now }: Pick<Store, 'now'>) {
  const append = (trx: Db, records: AuditRecord[]) =>
    records.length > 0 ? appendEntries(trx, now, records) : Promise.resolve()

  return {
    /** Results of rows: what was written, or may have been. */
    async results(trx: Db, jobId: string, updates: RowUpdate[]): Promise<void> {
      const written = updates.filter(({ result }) => isWritten(result))
      const settled = updates.filter(({ row, result }) => row.tries > 0 && isSettled(result))
      if (written.length + settled.length === 0) return
      const job = await jobOf(trx, jobId)
      const open = await openRows(trx, job, settled)
      await append(trx, [
        ...written.flatMap((update) => recordsOf(job, update)),
        ...open.map((row) => recordOf(job, row, { outcome: 'notWritten' })),
      ])
    },

    /** Rows that were sent and got no clear response; each send is recorded once. */
    async unsure(trx: Db, jobId: string, rows: RunRow[]): Promise<void> {
      // A retry looks the sends of another job up before it sends anything itself.
      const sent = rows.filter(({ tries }) => tries > 0)
      if (sent.length === 0) return
      const job = await jobOf(trx, jobId)
      await append(
        trx,
        sent.map((row) => recordOf(job, row, { outcome: 'unknown' })),
      )
    },

    /** Rows of which it is certain now that no send has written anything. */
    async notWritten(trx: Db, jobId: string, rows: RunRow[]): Promise<void> {
      const sent = rows.filter(({ tries }) => tries > 0)
      if (sent.length === 0) return
      const job = await jobOf(trx, jobId)
      const open = await openRows(
        trx,
        job,
        sent.map((row) => ({ row })),
      )
      await append(
        trx,
        open.map((row) => recordOf(job, row, { outcome: 'notWritten' })),
      )
    },
  }
}

const isWritten = ({ outcome }: RowResult): boolean =>
  outcome === 'created' || outcome === 'changed' || outcome === 'unknown'

/**
 * Whether the result says that earlier sends of the row wrote nothing: the contact was compared
 * before. A conflict does not: the value may have been written and changed again.
 */
const isSettled = ({ outcome }: RowResult): boolean =>
  outcome === 'rejected' || outcome === 'invalid' || outcome === 'unchanged'

async function jobOf(trx: Db, id: string): Promise<Job> {
  const stored = await trx
    .selectFrom('jobs')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const from = stored.undo_of
  const undone =
    from === null
      ? undefined
      : await trx.selectFrom('jobs').select('actor_name').where('id', '=', from).executeTakeFirst()
  return { stored, undone: undone?.actor_name ?? null }
}

/** Those of the rows with a send whose outcome is unknown so far. A status cannot be looked up. */
async function openRows(
  trx: Db,
  { stored }: Job,
  updates: Pick<RowUpdate, 'row'>[],
): Promise<RunRow[]> {
  if (stored.kind === 'status' || updates.length === 0) return []
  const lines = updates.map(({ row }) => row.line)
  const known = await trx
    .selectFrom('audit_entries')
    .select(['line', 'outcome'])
    .where('job_id', '=', stored.id)
    .where('line', 'in', lines)
    .orderBy('id')
    .execute()
  const last = new Map(known.map(({ line, outcome }) => [line, outcome]))
  return updates.map(({ row }) => row).filter(({ line }) => last.get(line) === 'unknown')
}

/** One entry, or two if the outcome of a part of the row is unknown. */
function recordsOf(job: Job, { unsure = [], unsent = [], ...update }: RowUpdate): AuditRecord[] {
  const { result } = update
  // The outcome of a send of another job, which has recorded it.
  if (result.outcome === 'unknown' && update.row.tries === 0) return []
  const row = {
    ...update.row,
    ...(update.name != null && { name: update.name }),
    ...(update.base !== undefined && { base: update.base }),
    ...(update.after !== undefined && { after: update.after }),
    contact_id: contactOf(update),
  }
  if (result.outcome === 'unknown') return [recordOf(job, row, { outcome: 'unknown', result })]
  const missing = new Set<string | null>([
    ...unsent,
    ...unsure,
    ...('notSaved' in result ? result.notSaved.map(({ attribute }) => attribute) : []),
  ])
  const all = detailsOf(job.stored, row, result)
  const done = all.filter(({ attribute }) => !missing.has(attribute))
  const unknown = all.filter(({ attribute }) => unsure.includes(attribute))
  return [
    ...(done.length > 0 || unknown.length === 0
      ? [recordOf(job, row, { outcome: 'done', result, details: done })]
      : []),
    ...(unknown.length > 0
      ? [recordOf(job, row, { outcome: 'unknown', result, details: unknown, isPart: true })]
      : []),
  ]
}

function contactOf({ row, contactId, result }: RowUpdate): number | null {
  if (contactId !== undefined) return contactId
  return 'id' in result ? result.id : row.contact_id
}

type About = {
  outcome: AuditOutcome
  result?: RowResult
  details?: AuditDetail[]
  /** Only this part of a row that has its result otherwise. */
  isPart?: boolean
}

function recordOf(
  { stored, undone }: Job,
  row: RunRow,
  { outcome, result, details = detailsOf(stored, row, result), isPart = false }: About,
): AuditRecord {
  const { kind } = stored
  const action = isPart && kind === 'create' ? 'contactLink' : actionOf(stored, details, result)
  return {
    action,
    outcome,
    actor: actorIn(stored) ?? localActor,
    source: stored.source_id,
    contact: { id: row.contact_id, name: row.name },
    details,
    job: {
      id: stored.id,
      line: row.line,
      isInline: stored.is_inline === 1,
      retryOf: stored.retry_of,
      undoOf: stored.undo_of === null ? null : { job: stored.undo_of, actor: undone },
      ...(outcome === 'unknown' && !isPart && { sendKey: `${stored.id}/${row.line}/${row.tries}` }),
    },
  }
}
