import type { WaitReason } from '#contract/api/jobs.ts'
import { SourceError } from '#proxy/sources/transport/source-errors.ts'
import { settleLost, type LostRows } from './unresolved-rows.ts'
import type { createPause } from './run-pause.ts'
import { settle, type RunContext } from './run-context.ts'
import type { JobSettings } from '#proxy/jobs/job-settings.ts'
import type { Watch } from './run-observer.ts'

type Options = {
  context: RunContext
  settings: JobSettings
  watch: Watch
  pause: ReturnType<typeof createPause>
  /** Waits longer and longer while the source fails. */
  holdUp: (error: SourceError) => Promise<void>
  /** Tells on every job why nothing goes on. */
  say: (reason: WaitReason, ms: number) => Promise<void>
}

/** Finds out about lost rows as soon as the source can be asked; those of cancelled jobs wait for nothing. */
export async function findOut(lost: LostRows[], options: Options): Promise<void> {
  const { context, settings, watch, pause, holdUp, say } = options
  const isAwaited = lost.some(({ job }) => job.is_cancelled)
  if (pause.left() > 0 && !isAwaited) {
    await watch.wait(pause.left())
    return // somebody may have cancelled a job meanwhile
  }
  const waitToSettle = async () => {
    if (settings.settle === 0) return
    await say('checking', settings.settle)
    const until = performance.now() + settings.settle
    while (!watch.isOver() && performance.now() < until) await watch.wait(until - performance.now())
    context.call.mayLeave?.()
  }
  try {
    await settleLost(lost, { context, waitToSettle })
    await context.store.resume()
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    await giveUpCancelled(context, lost)
    await holdUp(error)
  }
}

/** Whoever cancels a job is not kept waiting for a source that cannot be asked. */
async function giveUpCancelled(context: RunContext, lost: LostRows[]) {
  const message = 'it got no clear answer, and the source could not be asked'
  const result = { outcome: 'unknown', message, resembles: null } as const
  for (const { job, rows } of lost)
    if (job.is_cancelled)
      await settle(
        context,
        job.id,
        rows.map((row) => ({ row, result })),
      )
}
