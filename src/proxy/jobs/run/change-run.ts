import { randomUUID } from 'node:crypto'
import { keysOf } from '#contract/model/change.ts'
import { isSameValue } from '#contract/model/value-kinds.ts'
import { snapshotsById, type SourceSnapshot } from '#proxy/sources/source.ts'
import { SourceError } from '#proxy/sources/transport/source-errors.ts'
import { valueNow } from '#proxy/jobs/plan/contact-plan.ts'
import { planContextOf, planRow, type PlannedChange } from '#proxy/jobs/plan/change-plan.ts'
import type { StoredJob } from '#proxy/jobs/store/job-view.ts'
import { readSnapshot, snapshotText } from '#proxy/jobs/store/journal.ts'
import type { RunRow } from '#proxy/jobs/store/run-reads.ts'
import { writeInSteps } from './change-steps.ts'
import { callOf, recordResults, type RunContext } from './run-context.ts'
import { skippedRows } from './skipped-rows.ts'
import { endOf, type SendEnd } from './send-result.ts'

/**
 * Changes the contacts of some rows: reads them from the source and sends the differences, values
 * in one request and links in one more. amoCRM v4 and WatBot offer no conditional writes: an edit
 * of the same attribute by another user between read and write (a few hundred milliseconds) is
 * overwritten, and remains visible only in the source's own history. v2 rejects such a write as
 * stale; the contact is then read again.
 */
export async function sendChanges(
  context: RunContext,
  job: StoredJob,
  rows: RunRow[],
): Promise<SendEnd> {
  const { store, source } = context
  const call = callOf(context, job)
  const ids = rows.flatMap(({ contact_id: id }) => id ?? [])
  let planned
  try {
    const [contacts, planContext] = await Promise.all([
      source.reader.readContacts(ids, call),
      planContextOf(source, call, context.onError),
    ])
    const byId = snapshotsById(contacts)
    const found = (row: RunRow) => byId.get(row.contact_id ?? 0)
    // After they were read, so that what is written over matches.
    const unwritten = rows.filter((row) => isUnwritten(row, found(row)))
    const updates = await skippedRows(context, job, unwritten, call)
    const skipped = new Map(updates.map((update) => [update.row, update]))
    planned = rows.map((row) => {
      const update = skipped.get(row)
      return update ? { update } : planRow(row, job, found(row), planContext)
    })
  } catch (error) {
    // Nothing has been sent, because reading comes first.
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
  const sent = changes.map(({ row, base, after }) => ({
    row,
    base: snapshotText(base),
    after: snapshotText(after),
  }))
  await store.beginSend(job.id, sent, { chunk: randomUUID(), cursor: undefined })
  return writeInSteps(context, job, changes)
}

/** Whether the contact could be read, and has nothing of what was sent for the row before. */
function isUnwritten(row: RunRow, now: SourceSnapshot | 'unreadable' | undefined): boolean {
  if (now === undefined || now === 'unreadable') return false
  const before = row.after === null ? {} : (readSnapshot(row.base) ?? {})
  return keysOf(before).every((key) => isSameValue(valueNow(key, now) ?? null, before[key] ?? null))
}

/** The first of the changes, as many as have links for one request. */
function withinLinkLimit(changes: PlannedChange[], maxLinks: number): PlannedChange[] {
  let [links, unlinks] = [0, 0]
  const end = changes.findIndex(({ plan }, index) => {
    links += plan.link.length
    unlinks += plan.unlink.length
    return index > 0 && Math.max(links, unlinks) > maxLinks
  })
  return end < 0 ? changes : changes.slice(0, end)
}
