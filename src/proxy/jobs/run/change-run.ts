import { randomUUID } from 'node:crypto'
import type { WriteResult } from '#contract/api/writes.ts'
import { SourceError } from '#proxy/sources/transport/source-errors.ts'
import { planRow, type Change } from '#proxy/jobs/plan/change-plan.ts'
import { finishSend } from './create-run.ts'
import type { StoredJob } from '#proxy/jobs/store/job-view.ts'
import { fieldsIn } from '#proxy/jobs/store/journal.ts'
import { afterFailure, recordResults, type RunContext } from './run-context.ts'
import type { RunRow } from '#proxy/jobs/store/run-reads.ts'
import type { RowUpdate } from '#proxy/jobs/store/run-store.ts'
import { endOf, type SendEnd } from './send-result.ts'

/**
 * Changes the contacts of some rows: reads them again and sends what differs, in one request each.
 * amoCRM v4 and WatBot offer no conditional writes: an edit of the same field within these few hundred
 * milliseconds is overwritten, and stays visible only in the source's own history. v2 rejects such a
 * write as stale; then the contact is read again.
 */
export async function sendChanges(
  context: RunContext,
  job: StoredJob,
  rows: RunRow[],
): Promise<SendEnd> {
  const { store, source, call } = context
  const ids = rows.flatMap(({ contact_id: id }) => id ?? [])
  let planned
  try {
    const [snapshots, definitions] = await Promise.all([
      source.readContacts(ids, call),
      source.listFields(call),
    ])
    const byId = new Map(snapshots.map((snapshot) => [snapshot.detail.id, snapshot]))
    planned = rows.map((row) => planRow(row, job, byId.get(row.contact_id ?? 0), definitions))
  } catch (error) {
    // Nothing has been sent: reading has to succeed first.
    if (error instanceof SourceError) return { is: 'blocked', error }
    return endOf(error)
  }
  const maxLinks = source.info.capabilities.writes?.batch ?? 1
  const changes = withinLinkLimit(
    planned.flatMap((plan) => ('change' in plan ? [plan.change] : [])),
    maxLinks,
  )
  await recordResults(
    context,
    job.id,
    planned.flatMap((plan) => ('update' in plan ? [plan.update] : [])),
  )
  if (changes.length === 0) return { is: 'done' }
  const chunk = randomUUID()
  const sent = changes.map(({ row, base, after }) => ({
    row,
    base: JSON.stringify(base),
    after: JSON.stringify(after),
  }))
  await store.beginSend(job.id, sent, { chunk, cursor: undefined })
  const sentRows = changes.map(({ row }) => row)
  let results: WriteResult[]
  try {
    results = await write(context, changes)
  } catch (error) {
    return afterFailure(context, job.id, sentRows, error)
  }
  const updates = changes.flatMap((change, index) => resultOf(change, results[index]))
  const again = changes.filter((change, index) => isHalfDone(change) || isStale(results[index]))
  const lines = new Set(again.map(({ row }) => row.line))
  return finishSend(context, job, sentRows, updates, lines)
}

/** A concurrent change came first: the contact is read again, and that change is merged or reported. */
const isStale = (result: WriteResult | undefined): boolean =>
  result?.status === 'rejected' && result.reasons.some(({ code }) => code === 'stale')

/** Links are added first; unlinking follows after the next read. */
const isHalfDone = ({ link, unlink }: Change): boolean => link.length > 0 && unlink.length > 0

/** The changes that fit into the link limit of one request. */
function withinLinkLimit(changes: Change[], maxLinks: number): Change[] {
  let links = 0
  const end = changes.findIndex(({ link, unlink }, index) => {
    links += link.length > 0 ? link.length : unlink.length
    return index > 0 && links > maxLinks
  })
  return end < 0 ? changes : changes.slice(0, end)
}

async function write({ source, call }: RunContext, changes: Change[]): Promise<WriteResult[]> {
  const snapshots = changes.map(({ snapshot }) => snapshot)
  const patches = changes.flatMap(({ patch }) => patch ?? [])
  if (patches.length > 0) return source.editContacts(patches, call, snapshots)
  const operation = changes.some(({ link }) => link.length > 0) ? 'link' : 'unlink'
  const [now, later] = [changes.filter((change) => change[operation].length > 0), changes]
  const writes = now.map((change) => ({
    contactId: change.snapshot.detail.id,
    links: change[operation],
  }))
  const ofNow = now.map(({ snapshot }) => snapshot)
  const results =
    operation === 'link'
      ? await source.linkContacts(writes, call, ofNow)
      : await source.unlinkContacts(writes, call, ofNow)
  return later.map((change) => results[now.indexOf(change)] ?? { status: 'skipped' })
}

function resultOf(change: Change, result: WriteResult | undefined): RowUpdate[] {
  const { row, snapshot, base, after } = change
  const { id, name } = snapshot.detail
  if (result?.status === 'rejected')
    return isStale(result)
      ? []
      : [{ row, result: { outcome: 'rejected', reasons: result.reasons }, name }]
  if (result?.status !== 'changed' || isHalfDone(change)) return []
  const { updatedAt } = result
  const journal = { base: JSON.stringify(base), after: JSON.stringify(after) }
  const changed = { outcome: 'changed', id, fields: fieldsIn(after), updatedAt } as const
  return [{ row, result: changed, name, ...journal }]
}
