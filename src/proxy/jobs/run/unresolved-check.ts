import type { WaitReason } from '#contract/api/jobs.ts'
import { SourceError } from '#proxy/sources/transport/source-errors.ts'
import { resolveRows, type UnresolvedJobRows } from './unresolved-rows.ts'
import type { createRunPause } from './run-pause.ts'
import { recordResults, type RunContext } from './run-context.ts'
import type { JobSettings } from '#proxy/jobs/job-settings.ts'
import type { RunControl } from './run-control.ts'

type Options = {
  context: RunContext
  settings: JobSettings
  control: RunControl
  pause: ReturnType<typeof createRunPause>
  /** Waits, longer each time while the source fails. */
  pauseAfter: (error: SourceError) => Promise<void>
  /** Records on every job why it waits. */
  reportWait: (reason: WaitReason, ms: number) => Promise<void>
}

/**
 * Resolves rows without a result as soon as the source can be queried; immediately for cancelled
 * jobs.
 */
export async function checkUnresolved(
  unresolved: UnresolvedJobRows[],
  options: Options,
): Promise<void> {
  const { context, settings, control, pause, pauseAfter, reportWait } = options
  for (const { job, rows } of unresolved) await context.store.recordUnsure(job.id, rows)
  const isAwaited = unresolved.some(({ job }) => job.is_cancelled)
  if (pause.left() > 0 && !isAwaited) {
    await control.wait(pause.left())
    return // a job may have been cancelled meanwhile
  }
  const waitForLateWrites = async () => {
    if (settings.unknownOutcomeDelay === 0) return
    await reportWait('checking', settings.unknownOutcomeDelay)
    const until = performance.now() + settings.unknownOutcomeDelay
    while (!control.isOver() && performance.now() < until)
      await control.wait(until - performance.now())
    context.call.beforeSend?.()
  }
  try {
    await resolveRows(unresolved, { context, waitForLateWrites })
    await context.store.resume()
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    await giveUpCancelled(context, unresolved)
    await pauseAfter(error)
  }
}

/** A cancelled job does not wait for a source that cannot be queried. */
async function giveUpCancelled(context: RunContext, unresolved: UnresolvedJobRows[]) {
  const message = 'the write got no clear response, and the source could not be queried'
  const result = { outcome: 'unknown', message, resembles: null } as const
  for (const { job, rows } of unresolved)
    if (job.is_cancelled)
      await recordResults(
        context,
        job.id,
        rows.map((row) => ({ row, result })),
      )
}
