import type { ContactDetail } from '#contract/api/contacts.ts'
import type { Issue } from '#contract/model/issue.ts'
import type { RowResult } from '#contract/api/row-results.ts'
import { planContextOf, unclear } from '#proxy/jobs/plan/change-plan.ts'
import { isAboutChat } from '#proxy/jobs/plan/chat-plan.ts'
import { isAboutVariable } from '#proxy/jobs/plan/variable-plan.ts'
import type { CreationLookup } from '#proxy/sources/source.ts'
import { compareChats } from './chat-run.ts'
import { planCreates, type PlannedCreate } from './create-run.ts'
import { allLinked, linkCreated } from './created-links.ts'
import type { StoredJob } from '#proxy/jobs/store/job-view.ts'
import { resemblesAny, reconcile, type RowStatus, type UnresolvedRow } from './reconcile.ts'
import { recordResults, type RunContext } from './run-context.ts'
import { compareSent, type Compared } from './sent-comparison.ts'
import { compareVariables } from './variable-run.ts'
import type { RunRow } from '#proxy/jobs/store/run-reads.ts'
import type { RowUpdate } from '#proxy/jobs/store/run-store.ts'

export type UnresolvedJobRows = { job: StoredJob; rows: RunRow[] }

type Options = {
  context: RunContext
  /** Waits as long as a write without a response may still take effect, or until the run stops. */
  waitForLateWrites: () => Promise<void>
}

/**
 * Determines and stores the outcome of rows that were sent and have no result: found contacts are
 * `created`, rows that are certainly absent are pending again, and all others are `unknown`.
 * Rejects if the source cannot be queried now. No other request of these jobs may be in progress.
 */
export async function resolveRows(
  unresolved: UnresolvedJobRows[],
  options: Options,
): Promise<void> {
  const { context } = options
  const { writer, info } = context.source
  const creationLookup = writer?.creationLookup ?? null
  const creates = unresolved.filter(({ job }) => job.kind === 'create')
  const changes = unresolved.filter(({ job }) => job.kind !== 'create')
  const isRepeatable = info.capabilities.writes?.createsOrUpdates === true
  if (creationLookup && creates.length > 0) await resolveCreates(creates, creationLookup, options)
  else if (creates.length > 0 && !isRepeatable)
    for (const { job, rows } of creates) await recordResults(context, job.id, rows.map(toUnknown))
  // Changes are compared with the current contact before they are sent, and create-or-update may be
  // repeated; but a delayed first write must not overwrite later changes.
  const again = creationLookup ? changes : [...changes, ...(isRepeatable ? creates : [])]
  if (again.length === 0) return
  await options.waitForLateWrites()
  for (const { job, rows } of again)
    if (job.is_cancelled && job.kind !== 'create') await endCancelled(context, job, rows)
    else await context.store.release(job.id, rows, { wasTried: true })
}

/** Compares sent rows with the source; a status cannot be read, so its outcome is unknown. */
export function compareRows(
  context: RunContext,
  job: StoredJob,
  rows: RunRow[],
): Promise<Compared> {
  if (job.kind === 'status') return Promise.resolve({ updates: rows.map(unclear), absent: [] })
  if (isAboutChat(rows[0], job)) return compareChats(context, job, rows)
  return (isAboutVariable(rows[0]) ? compareVariables : compareSent)(context, job, rows)
}

/** No row of a cancelled job is sent again: written rows get a result, the others are released. */
async function endCancelled(context: RunContext, job: StoredJob, rows: RunRow[]) {
  const { updates, absent } = await compareRows(context, job, rows)
  await recordResults(context, job.id, updates)
  await context.store.release(job.id, absent, { wasTried: false })
}

const toUnknown = (row: RunRow): RowUpdate => ({
  row,
  result: {
    outcome: 'unknown',
    message: 'the write got no clear response, and the source offers no way to check it',
    resembles: null,
  },
})

const keyOf = (job: StoredJob, row: RunRow) => `${job.id}/${row.line}`

async function resolveCreates(
  unresolved: UnresolvedJobRows[],
  creationLookup: CreationLookup,
  { context, waitForLateWrites }: Options,
) {
  const find = await createdContactLookup(unresolved, creationLookup, context)
  let statuses = await find()
  if ([...statuses.values()].some(({ status }) => status.is !== 'created')) {
    await waitForLateWrites()
    statuses = await find()
  }
  for (const { job, rows } of unresolved) {
    const updates = await updatesOf(context, job, rows, statuses)
    const resolvedLines = new Set(updates.map(({ row }) => row.line))
    await recordResults(context, job.id, updates)
    const absent = rows.filter(({ line }) => !resolvedLines.has(line))
    await context.store.release(job.id, absent, { wasTried: true, isAbsent: true })
  }
}

type Found = Map<string, { status: RowStatus; planned: PlannedCreate | undefined }>

/**
 * A function that looks up the rows among the contacts created since; it may be called several
 * times.
 */
export async function createdContactLookup(
  unresolved: UnresolvedJobRows[],
  creationLookup: CreationLookup,
  context: RunContext,
): Promise<() => Promise<Found>> {
  const { source, store, call, onError } = context
  const planContext = await planContextOf(source, call, onError)
  const planned = new Map<string, PlannedCreate>()
  const all = unresolved.flatMap(({ job, rows }) =>
    planCreates(rows, planContext).creates.map((entry) => {
      const { row } = entry
      const key = keyOf(job, row)
      planned.set(key, entry)
      const createdAfter = { id: row.created_after_id ?? 0, at: row.created_after_at ?? 0 }
      const sent: UnresolvedRow = {
        key,
        chunk: row.chunk ?? key,
        createdAfterId: createdAfter.id,
        sent: entry.create,
      }
      return { sent, createdAfter }
    }),
  )
  const rows = all.map(({ sent }) => sent)
  const since = {
    id: Math.min(...all.map(({ createdAfter }) => createdAfter.id)),
    at: Math.min(...all.map(({ createdAfter }) => createdAfter.at)),
  }
  const isAllOrNothing = source.info.capabilities.writes?.isAllOrNothing ?? false
  return async () => {
    const isLike = resemblesAny(rows)
    const found = new Map<number, ContactDetail>()
    let isUnreadable = false
    if (rows.length > 0)
      for await (const { contacts, unreadable } of creationLookup.createdSince(since, call)) {
        if (unreadable > 0 || contacts.some(isNameless)) isUnreadable = true
        for (const contact of contacts) if (isLike(contact)) found.set(contact.id, contact)
      }
    const known = await store.known(since.id)
    const others = await store.otherCreates(unresolved.map(({ job }) => job.id))
    const rivals = planCreates(others, planContext).creates.map(({ create }) => create)
    const unclaimed = [...found.values()].filter(({ id }) => !known.has(id))
    const statuses = reconcile(rows, unclaimed, { isAllOrNothing, rivals })
    return new Map(
      [...statuses].map(([key, status]) => [
        key,
        // An unreadable contact may be the result of the row: absence is not proven.
        {
          status: status.is === 'absent' && isUnreadable ? noStatus : status,
          planned: planned.get(key),
        },
      ]),
    )
  }
}

/**
 * The identifying attributes of the contact could not be read, so that it may be the result of any
 * row.
 */
const isNameless = ({ unreadable }: ContactDetail): boolean =>
  unreadable.some((key) => key === 'name' || key === 'phones' || key === 'emails')

/** The results of the rows that have one now; adds the links of found contacts. */
export async function updatesOf(
  context: RunContext,
  job: StoredJob,
  rows: RunRow[],
  found: Found,
): Promise<RowUpdate[]> {
  const created = rows.flatMap((row) => {
    const { status, planned } = found.get(keyOf(job, row)) ?? {}
    return status?.is === 'created' && planned ? [{ row, id: status.id, links: planned.links }] : []
  })
  const notSaved = await linkCreated(context, job, created)
  return rows.flatMap((row): RowUpdate[] => {
    const status = found.get(keyOf(job, row))?.status ?? noStatus
    const { issues, unsure } = notSaved.get(row.line) ?? allLinked
    const result = resultOf(status, issues)
    if (!result) return []
    return [{ row, result, unsure, ...(result.outcome === 'created' && { contactId: result.id }) }]
  })
}

/** The status of a row that cannot be interpreted and therefore not be looked up. */
const noStatus: RowStatus = { is: 'unknown', resembles: null }

function resultOf(status: RowStatus, notSaved: Issue[]): RowResult | undefined {
  switch (status.is) {
    case 'created':
      return { outcome: 'created', id: status.id, updatedAt: null, notSaved }
    case 'absent':
      return undefined
    case 'unknown': {
      const message =
        status.resembles === null
          ? 'the write got no clear response, and the contacts found do not show whether it was created'
          : `the write got no clear response; contact ${status.resembles} may be the result`
      return { outcome: 'unknown', message, resembles: status.resembles }
    }
  }
}
