import { isTooLargeRequest } from '#proxy/sources/transport/divided-read.ts'
import { SourceError } from '#proxy/sources/transport/source-errors.ts'
import { rejectedWith, staleIssue, unclear } from '#proxy/jobs/plan/change-plan.ts'
import type { StoredJob } from '#proxy/jobs/store/job-view.ts'
import type { RunRow } from '#proxy/jobs/store/run-reads.ts'
import { recordResults, type RunContext } from './run-context.ts'
import { sendRows } from './row-sender.ts'
import { compareRows, createdContactLookup, resolveRows, updatesOf } from './unresolved-rows.ts'

/** How often a contact is read and planned again after concurrent changes. */
const maxTries = 3

type Options = {
  /** Waits until earlier sends that are being looked up can no longer take effect. */
  waitForLateWrites: () => Promise<void>
}

/**
 * Runs the job of a single request that waits for its results: like any job, but without waiting
 * for a source that cannot be used. Resolves with the error that stopped it or left its outcome
 * unknown, if any; rows without a result were not sent.
 */
export async function runInline(
  context: RunContext,
  job: StoredJob,
  options: Options,
): Promise<SourceError | undefined> {
  const { store, source } = context
  const batch = source.info.capabilities.writes?.batch ?? 1
  // each round finishes a row, halves a request, or uses one of its tries
  const maxRounds = 4 * job.total + 20
  try {
    const lost = await store.sending(job)
    await store.recordUnsure(job.id, lost)
    if (lost.length > 0) await resolveRows([{ job, rows: lost }], { context, ...options })
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    await recordResults(context, job.id, (await store.sending(job)).map(unclearCreate))
    return error
  }
  let size = batch
  let largest = batch
  let unsure: SourceError | undefined
  for (let round = 0; round < maxRounds; round++) {
    const pending = await store.pending(job, size)
    if (pending.length === 0) return unsure
    const [tired, rows] = [
      pending.filter(({ tries }) => tries >= maxTries),
      pending.filter(({ tries }) => tries < maxTries),
    ]
    await recordResults(
      context,
      job.id,
      tired.map((row) => ({ row, result: rejectedWith(staleIssue) })),
    )
    if (rows.length === 0) continue
    const end = await sendRows(context, job, rows)
    switch (end.is) {
      case 'done':
      case 'forbidden':
        size = largest
        break
      case 'narrow':
        size = Math.max(1, Math.ceil(rows.length / 2))
        break
      case 'blocked':
        return end.error
      case 'unsure': {
        const isDivisible = rows.length > 1 && isTooLargeRequest(end.error)
        if (!(await lookForSent(context, job, isDivisible))) return end.error
        if (isDivisible) size = largest = Math.ceil(rows.length / 2)
        else unsure = end.error
      }
    }
  }
  return unsure
}

/**
 * Looks up rows without a clear response immediately. Rows that are not found may still take
 * effect, so they remain unknown. `isDivisible`: the request was too large, so rows that are not
 * found are sent again in a smaller one. Returns whether the source could be queried.
 */
async function lookForSent(
  context: RunContext,
  job: StoredJob,
  isDivisible: boolean,
): Promise<boolean> {
  const { store, source } = context
  const rows = await store.sending(job)
  await store.recordUnsure(job.id, rows)
  try {
    if (job.kind !== 'create') {
      const { updates, absent } = await compareRows(context, job, rows)
      await recordResults(context, job.id, updates)
      if (isDivisible) await store.release(job.id, absent, { wasTried: false })
      else await recordResults(context, job.id, absent.map(unclear))
      return true
    }
    const lookup = source.writer?.creationLookup
    if (lookup) {
      const find = await createdContactLookup([{ job, rows }], lookup, context)
      await recordResults(context, job.id, await updatesOf(context, job, rows, await find()))
      if (isDivisible) await store.release(job.id, await store.sending(job), { wasTried: false })
    }
    await recordResults(context, job.id, (await store.sending(job)).map(unclearCreate))
    return true
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    const unknown = job.kind === 'create' ? unclearCreate : unclear
    await recordResults(context, job.id, (await store.sending(job)).map(unknown))
    return false
  }
}

const unclearCreate = (row: RunRow) => ({
  row,
  result: {
    outcome: 'unknown' as const,
    message: 'the write got no clear response: the contact may have been created',
    resembles: null,
  },
})
