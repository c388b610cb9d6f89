import type { RowResult } from '#contract/api/job-rows.ts'
import type { ContactDetail } from '#contract/api/contacts.ts'
import { draftOf } from './create-run.ts'
import type { StoredJob } from '#proxy/jobs/store/job-view.ts'
import { likeAny, reconcile, type Fate, type LostRow } from './reconcile.ts'
import { settle, type RunContext } from './run-context.ts'
import type { RunRow } from '#proxy/jobs/store/run-reads.ts'
import type { Settled } from '#proxy/jobs/store/run-store.ts'

export type LostRows = { job: StoredJob; rows: RunRow[] }

type Options = {
  context: RunContext
  /** Waits as long as a write without an answer may still come true, or until all is to stop. */
  waitToSettle: () => Promise<void>
}

/**
 * Finds out what became of rows that were sent and have no result, and writes it down: what was created
 * is created, what is surely absent waits to be sent again, what cannot be told is unknown. Rejects
 * where the source cannot be asked now. Nothing else of the source may be under way meanwhile.
 */
export async function settleLost(lost: LostRows[], options: Options): Promise<void> {
  const { context } = options
  const { births, info } = context.source
  const creates = lost.filter(({ job }) => job.kind === 'create')
  const changes = lost.filter(({ job }) => job.kind !== 'create')
  const isRepeatable = info.capabilities.writes?.createsOrUpdates === true
  if (births && creates.length > 0) await settleCreates(creates, births, options)
  else if (creates.length > 0 && !isRepeatable)
    for (const { job, rows } of creates) await settle(context, job.id, rows.map(cannotTell))
  // Changes are compared with what is there when their turn comes, and whoever is created or updated
  // is the same one twice; but a late first write must not undo what comes after it.
  const again = births ? changes : [...changes, ...(isRepeatable ? creates : [])]
  if (again.length === 0) return
  await options.waitToSettle()
  for (const { job, rows } of again) await context.store.release(job.id, rows, { wasTried: true })
}

const cannotTell = (row: RunRow): Settled => ({
  row,
  result: {
    outcome: 'unknown',
    message: 'it got no clear answer, and the source cannot be asked for it',
    resembles: null,
  },
})

async function settleCreates(
  lost: LostRows[],
  births: NonNullable<RunContext['source']['births']>,
  { context, waitToSettle }: Options,
) {
  const keyOf = (job: StoredJob, row: RunRow) => `${job.id}/${row.line}`
  const all = lost.flatMap(({ job, rows }) =>
    rows.map((row): LostRow & { at: number } => ({
      key: keyOf(job, row),
      chunk: row.chunk ?? keyOf(job, row),
      mark: row.created_after_id ?? 0,
      at: row.created_after_at ?? 0,
      draft: draftOf(row),
    })),
  )
  const since = {
    id: Math.min(...all.map(({ mark }) => mark)),
    at: Math.min(...all.map(({ at }) => at)),
  }
  const options = {
    isAllOrNothing: context.source.info.capabilities.writes?.isAllOrNothing ?? false,
    definitions: await context.source.listFields(context.call),
  }
  const look = async () => {
    const isLike = likeAny(all)
    const found = new Map<number, ContactDetail>()
    for await (const page of births.since(since, context.call))
      for (const contact of page) if (isLike(contact)) found.set(contact.id, contact)
    const known = await context.store.known(since.id)
    return reconcile(
      all,
      [...found.values()].filter(({ id }) => !known.has(id)),
      options,
    )
  }
  let fates = await look()
  if ([...fates.values()].some((fate) => fate.is !== 'created')) {
    await waitToSettle()
    fates = await look()
  }
  for (const { job, rows } of lost) {
    const settled = rows.flatMap((row): Settled[] => {
      const fate = fates.get(keyOf(job, row))
      const result = fate && resultOf(fate)
      if (!result) return []
      return [{ row, result, ...(result.outcome === 'created' && { contactId: result.id }) }]
    })
    const told = new Set(settled.map(({ row }) => row.line))
    await settle(context, job.id, settled)
    const absent = rows.filter(({ line }) => !told.has(line))
    await context.store.release(job.id, absent, { wasTried: true })
  }
}

function resultOf(fate: Fate): RowResult | undefined {
  switch (fate.is) {
    case 'created':
      return { outcome: 'created', id: fate.id }
    case 'absent':
      return undefined
    case 'unknown': {
      const message =
        fate.resembles === null
          ? 'it got no clear answer, and what is found does not tell whether it was created'
          : `it got no clear answer, and contact ${fate.resembles} may be it`
      return { outcome: 'unknown', message, resembles: fate.resembles }
    }
  }
}
