import type { WaitReason } from '#contract/api/jobs.ts'
import { SourceError } from '#proxy/sources/transport/source-errors.ts'
import { resolveRows, type UnresolvedJobRows } from './unresolved-rows.ts'
import type { createRunPause } from './run-pause.ts'
import { recordResults, type RunContext } from './run-context.ts'
import type { JobSettings } from '#proxy/jobs/job-settings.ts'
import type { RunControl } from './run-observer.ts'

type Options = {
  context: RunContext
  settings: JobSettings
  control: RunControl
  pause: ReturnType<typeof createRunPause>
  /** Waits longer and longer while the source fails. */
  pauseAfter: (error: SourceError) => Promise<void>
  /** Tells on every job why nothing goes on. */
  reportWait: (reason: WaitReason, ms: number) => Promise<void>
}

/** Finds out about lost rows as soon as the source can be asked; those of cancelled jobs wait for nothing. */
export async function checkUnresolved(
  unresolved: UnresolvedJobRows[],
  options: Options,
): Promise<void> {
  const { context, settings, control, pause, pauseAfter, reportWait } = options
  const isAwaited = unresolved.some(({ job }) => job.is_cancelled)
  if (pause.left() > 0 && !isAwaited) {
    await control.wait(pause.left())
    return // somebody may have cancelled a job meanwhile
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

/** Whoever cancels a job is not kept waiting for a source that cannot be asked. */
async function giveUpCancelled(context: RunContext, unresolved: UnresolvedJobRows[]) {
  const message = 'it got no clear answer, and the source could not be asked'
  const result = { outcome: 'unknown', message, resembles: null } as const
  for (const { job, rows } of unresolved)
    if (job.is_cancelled)
      await recordResults(
        context,
        job.id,
        rows.map((row) => ({ row, result })),
      )
}
