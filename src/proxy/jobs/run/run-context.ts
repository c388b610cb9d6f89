import type { RowResult } from '#contract/api/job-rows.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import type { CreationCursor, Source } from '#proxy/sources/source.ts'
import type { RunRow } from '#proxy/jobs/store/run-reads.ts'
import type { RunStore, RowUpdate } from '#proxy/jobs/store/run-store.ts'
import { LostLeaseError } from '#proxy/jobs/store/job-lease.ts'
import { endOf, reasonOf, type SendEnd } from './send-result.ts'

/** What a run of a source's jobs shares. */
export type RunContext = {
  source: Source
  store: RunStore
  /** At bulk priority, fresh, and not sent once the right to send is lost. */
  call: Call
  /** The newest contact that was there before whatever is sent now; asked for once. */
  cursor: () => Promise<CreationCursor | undefined>
  /** Told of results that have been written down, and with none of any other change. */
  onUpdates: (updates: RowUpdate[]) => void
}

export const rejectedWith = (...reasons: Extract<RowResult, { outcome: 'rejected' }>['reasons']) =>
  ({ outcome: 'rejected', reasons }) as const

/** Writes results down and tells of them. */
export async function recordResults(context: RunContext, jobId: string, updates: RowUpdate[]) {
  await context.store.recordResults(jobId, updates)
  context.onUpdates(updates)
}

/** What a failed request leaves of its rows; throws where the run itself is over. */
export async function afterFailure(
  context: RunContext,
  jobId: string,
  rows: RunRow[],
  error: unknown,
): Promise<SendEnd> {
  if (error instanceof LostLeaseError) {
    // Not sent, and told so where that may still be told.
    await context.store.release(jobId, rows, { wasTried: false })
    throw error
  }
  const end = endOf(error)
  switch (end.is) {
    case 'unsure':
      return end
    case 'forbidden': {
      const message = 'the source does not allow us this'
      const result = rejectedWith({ field: null, code: 'forbidden', message })
      await recordResults(
        context,
        jobId,
        rows.map((row) => ({ row, result })),
      )
      return end
    }
    case 'narrow':
      if (rows.length === 1) {
        const result = rejectedWith(reasonOf(error))
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
