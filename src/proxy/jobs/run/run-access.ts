import type { Access } from '#proxy/auth/access.ts'
import { rightToWrite, type WriteKind } from '#contract/api/job-kinds.ts'
import { jobKind } from '#contract/api/jobs.ts'
import { actorIn, openRowsOf, type StoredJob } from '#proxy/jobs/store/job-view.ts'
import type { RunStore } from '#proxy/jobs/store/run-store.ts'
import type { Actor } from '#proxy/sources/transport/source-call.ts'

/** What somebody may do now at a source; null: whoever ordered jobs before users were recorded. */
export type AccessOf = (actor: Actor | null, sourceId: string) => Promise<Access>

/**
 * Whether the person who ordered a job may still write what is left of it: they may have been disabled,
 * or have another role. How many rows they may order at once does not matter any more.
 */
export async function mayGoOn(
  job: StoredJob,
  { accessOf, store }: { accessOf: AccessOf; store: Pick<RunStore, 'kindOf'> },
): Promise<boolean> {
  if (openRowsOf(job) === 0) return true
  const access = await accessOf(actorIn(job), job.source_id)
  const kind = jobKind.parse(job.kind)
  const written: WriteKind = kind === 'undo' ? await store.kindOf(job) : kind
  return access.of(job.source_id).may(rightToWrite(written, job.total))
}
