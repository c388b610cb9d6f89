import type { Call } from '#proxy/sources/transport/source-call.ts'
import { visibilityOf, type Visibility } from '#proxy/sources/visibility.ts'
import type { CreationCursor, Source } from '#proxy/sources/source.ts'
import type { RunRow } from '#proxy/jobs/store/run-reads.ts'
import type { RunStore, RowUpdate } from '#proxy/jobs/store/run-store.ts'
import { LostLeaseError } from '#proxy/jobs/store/job-lease.ts'
import { rejectedWith } from '#proxy/jobs/plan/change-plan.ts'
import { actorIn, type StoredJob } from '#proxy/jobs/store/job-view.ts'
import type { AccessOf } from './run-access.ts'
import { endOf, issueOf, type SendEnd } from './send-result.ts'

/** State shared by all requests of a run. */
export type RunContext = {
  source: Source
  store: RunStore
  /** Always a fresh read; calls fail once the right to send is lost. Jobs call at bulk priority. */
  call: Call
  /** The newest contact before the first send; queried once. */
  cursor: () => Promise<CreationCursor | undefined>
  /** Called with stored results, and with an empty list on any other change. */
  onUpdates: (updates: RowUpdate[]) => void
  /** Called with errors for rows that cannot be interpreted. */
  onError: (error: unknown) => void
  /** What the requester of a job may do now. */
  accessOf: AccessOf
  /** A user waits for the response: partial results are reported instead of retried. */
  isInline: boolean
}

/** What the user who requested a job may see now. */
export async function visibilityIn(
  { accessOf, source }: RunContext,
  job: StoredJob,
): Promise<Visibility> {
  const access = await accessOf(actorIn(job), source.info.id)
  return visibilityOf(access, source.info.id)
}

/** A call on behalf of the user who requested a job. */
export function callOf({ call }: RunContext, job: StoredJob): Call {
  const actor = actorIn(job)
  return actor ? { ...call, actor } : call
}

/** Stores results and notifies followers. */
export async function recordResults(context: RunContext, jobId: string, updates: RowUpdate[]) {
  await context.store.recordResults(jobId, updates)
  context.onUpdates(updates)
}

/** Handles the rows of a failed request; throws if the run itself is over. */
export async function afterFailure(
  context: RunContext,
  jobId: string,
  rows: RunRow[],
  error: unknown,
): Promise<SendEnd> {
  if (error instanceof LostLeaseError) {
    // Not sent; recorded as such if the lease still permits it.
    await context.store.release(jobId, rows, { wasTried: false })
    throw error
  }
  const end = endOf(error)
  switch (end.is) {
    case 'unsure':
      return end
    case 'forbidden': {
      const result = rejectedWith(issueOf(error))
      await recordResults(
        context,
        jobId,
        rows.map((row) => ({ row, result })),
      )
      return end
    }
    case 'narrow':
      if (rows.length === 1) {
        const result = rejectedWith(issueOf(error))
        await recordResults(
          context,
          jobId,
          rows.map((row) => ({ row, result })),
        )
        return { is: 'done' }
      }
      await context.store.release(jobId, rows, { wasTried: false })
      return end
    case 'blocked':
      await context.store.release(jobId, rows, { wasTried: false })
      return end
  }
}
