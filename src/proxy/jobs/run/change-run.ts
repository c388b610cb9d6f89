import { randomUUID } from 'node:crypto'
import { snapshotsById } from '#proxy/sources/source.ts'
import { SourceError } from '#proxy/sources/transport/source-errors.ts'
import { visibilityOf, visibleOf } from '#proxy/sources/visibility.ts'
import { planContextOf, planRow, type PlannedChange } from '#proxy/jobs/plan/change-plan.ts'
import { actorIn, type StoredJob } from '#proxy/jobs/store/job-view.ts'
import { snapshotText } from '#proxy/jobs/store/journal.ts'
import type { RunRow } from '#proxy/jobs/store/run-reads.ts'
import { writeInSteps } from './change-steps.ts'
import { callOf, recordResults, type RunContext } from './run-context.ts'
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
    const [contacts, planContext, access] = await Promise.all([
      source.reader.readContacts(ids, call),
      planContextOf(source, call, context.onError),
      context.accessOf(actorIn(job), source.info.id),
    ])
    // What the user may not see does not exist for a job either.
    const byId = snapshotsById(visibleOf(contacts, visibilityOf(access, source.info.id)))
    planned = rows.map((row) => planRow(row, job, byId.get(row.contact_id ?? 0), planContext))
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
