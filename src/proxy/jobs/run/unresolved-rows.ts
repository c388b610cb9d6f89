import type { RowResult } from '#contract/api/job-rows.ts'
import type { ContactDetail } from '#contract/api/contacts.ts'
import { draftOf } from './create-run.ts'
import type { StoredJob } from '#proxy/jobs/store/job-view.ts'
import { resemblesAny, reconcile, type RowStatus, type UnresolvedRow } from './reconcile.ts'
import { recordResults, type RunContext } from './run-context.ts'
import type { RunRow } from '#proxy/jobs/store/run-reads.ts'
import type { RowUpdate } from '#proxy/jobs/store/run-store.ts'

export type UnresolvedJobRows = { job: StoredJob; rows: RunRow[] }

type Options = {
  context: RunContext
  /** Waits as long as a write without an answer may still take effect, or until the run stops. */
  waitForLateWrites: () => Promise<void>
}

/**
 * Determines and records the outcome of rows that were sent and have no result: created ones are
 * created, certainly absent ones become pending again, undecidable ones are unknown. Rejects where the
 * source cannot be queried now. Nothing else of the source may be in flight meanwhile.
 */
export async function resolveRows(
  unresolved: UnresolvedJobRows[],
  options: Options,
): Promise<void> {
  const { context } = options
  const { creationLookup, info } = context.source
  const creates = unresolved.filter(({ job }) => job.kind === 'create')
  const changes = unresolved.filter(({ job }) => job.kind !== 'create')
  const isRepeatable = info.capabilities.writes?.createsOrUpdates === true
  if (creationLookup && creates.length > 0) await resolveCreates(creates, creationLookup, options)
  else if (creates.length > 0 && !isRepeatable)
    for (const { job, rows } of creates) await recordResults(context, job.id, rows.map(toUnknown))
  // Changes are compared with the current contact before they are sent, and create-or-update may be
  // repeated; but a late first write must not overwrite what comes after it.
  const again = creationLookup ? changes : [...changes, ...(isRepeatable ? creates : [])]
  if (again.length === 0) return
  await options.waitForLateWrites()
  for (const { job, rows } of again) await context.store.release(job.id, rows, { wasTried: true })
}

const toUnknown = (row: RunRow): RowUpdate => ({
  row,
  result: {
    outcome: 'unknown',
    message: 'the write got no clear answer, and the source offers no way to check it',
    resembles: null,
  },
})

async function resolveCreates(
  unresolved: UnresolvedJobRows[],
  creationLookup: NonNullable<RunContext['source']['creationLookup']>,
  { context, waitForLateWrites }: Options,
) {
  const keyOf = (job: StoredJob, row: RunRow) => `${job.id}/${row.line}`
  const all = unresolved.flatMap(({ job, rows }) =>
    rows.map((row): UnresolvedRow & { createdAfterAt: number } => ({
      key: keyOf(job, row),
      chunk: row.chunk ?? keyOf(job, row),
      createdAfterId: row.created_after_id ?? 0,
      createdAfterAt: row.created_after_at ?? 0,
      draft: draftOf(row),
    })),
  )
  const since = {
    id: Math.min(...all.map(({ createdAfterId }) => createdAfterId)),
    at: Math.min(...all.map(({ createdAfterAt }) => createdAfterAt)),
  }
  const options = {
    isAllOrNothing: context.source.info.capabilities.writes?.isAllOrNothing ?? false,
    definitions: await context.source.listFields(context.call),
  }
  const findCreated = async () => {
    const isLike = resemblesAny(all)
    const found = new Map<number, ContactDetail>()
    for await (const page of creationLookup.createdSince(since, context.call))
      for (const contact of page) if (isLike(contact)) found.set(contact.id, contact)
    const known = await context.store.known(since.id)
    return reconcile(
      all,
      [...found.values()].filter(({ id }) => !known.has(id)),
      options,
    )
  }
  let statuses = await findCreated()
  if ([...statuses.values()].some((status) => status.is !== 'created')) {
    await waitForLateWrites()
    statuses = await findCreated()
  }
  for (const { job, rows } of unresolved) {
    const updates = rows.flatMap((row): RowUpdate[] => {
      const status = statuses.get(keyOf(job, row))
      const result = status && resultOf(status)
      if (!result) return []
      return [{ row, result, ...(result.outcome === 'created' && { contactId: result.id }) }]
    })
    const resolvedLines = new Set(updates.map(({ row }) => row.line))
    await recordResults(context, job.id, updates)
    const absent = rows.filter(({ line }) => !resolvedLines.has(line))
    await context.store.release(job.id, absent, { wasTried: true })
  }
}

function resultOf(status: RowStatus): RowResult | undefined {
  switch (status.is) {
    case 'created':
      return { outcome: 'created', id: status.id }
    case 'absent':
      return undefined
    case 'unknown': {
      const message =
        status.resembles === null
          ? 'the write got no clear answer, and the contacts found do not show whether it was created'
          : `the write got no clear answer; contact ${status.resembles} may be it`
      return { outcome: 'unknown', message, resembles: status.resembles }
    }
  }
}
