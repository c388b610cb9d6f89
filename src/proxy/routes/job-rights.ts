import type { FastifyRequest } from 'fastify'
import type { Job, JobRetry } from '#contract/api/jobs.ts'
import type { JobUndo } from '#contract/api/job-undo.ts'
import { requireRight } from '#proxy/auth/access.ts'
import { ForbiddenError } from '#proxy/auth/auth-errors.ts'
import type { WriteKind } from '#contract/api/job-kinds.ts'
import { requireWrite } from '#proxy/auth/write-rights.ts'
import type { Jobs } from '#proxy/jobs/job-service.ts'
import { NotFoundError } from '#proxy/not-found.ts'
import type { Source } from '#proxy/sources/source.ts'
import { visibilityOf } from '#proxy/sources/visibility.ts'

/** Of routes that write by jobs: which right it is depends on the kind and the number of rows. */
export const writing = {
  access: { anyOf: ['edit', 'chats', 'statuses'], of: 'source' },
} as const

const isOwn = ({ actor }: Job, { access }: FastifyRequest): boolean =>
  actor !== null && actor.id === access.actor.id

/** Whose jobs somebody may see; undefined: everybody's. Rows of others name contacts they may not see. */
export const seenActor = ({ access }: FastifyRequest, source: Source): string | null | undefined =>
  visibilityOf(access, source.info.id).contacts === 'all' ? undefined : access.actor.id

/** A job that whoever asks may see. */
export async function seenJob(request: FastifyRequest, jobs: Jobs, source: Source, id: string) {
  const job = await jobs.get(source, id)
  if (seenActor(request, source) === undefined || isOwn(job, request)) return job
  throw new NotFoundError(`No job ${id}`)
}

/** What a job writes; an undo writes what it undoes. */
export async function writeKindOf(jobs: Jobs, source: Source, job: Job): Promise<WriteKind> {
  if (job.kind !== 'undo') return job.kind
  if (job.undoOf === null) return 'edit'
  try {
    return await writeKindOf(jobs, source, await jobs.get(source, job.undoOf))
  } catch (error) {
    // It has been deleted with its age.
    if (error instanceof NotFoundError) return 'edit'
    throw error
  }
}

/** Throws unless whoever asks may write so many rows of the kind of a job. */
export async function requireJobRows(
  request: FastifyRequest,
  jobs: Jobs,
  source: Source,
  job: Job,
  rows: number,
): Promise<void> {
  requireWrite(request.access, source.info.id, await writeKindOf(jobs, source, job), rows)
}

/** One's own job may be stopped whatever one's role is now. */
export async function requireCancel(
  request: FastifyRequest,
  jobs: Jobs,
  source: Source,
  job: Job,
): Promise<void> {
  if (isOwn(job, request)) return
  await requireJobRows(request, jobs, source, job, job.total)
}

/** A job is done in the name of whoever has begun it: nobody else adds to it or starts it. */
export function requireOwnDraft(request: FastifyRequest, job: Job): void {
  if (isOwn(job, request)) return
  throw new ForbiddenError('Only whoever has begun a job adds rows to it and starts it')
}

/** A file of contacts, unless it is of one's own job. */
export function requireFile(request: FastifyRequest, source: Source, job: Job): void {
  if (!isOwn(job, request)) requireRight(request.access, source.info.id, 'export')
}

/** The rows that a retry would have at most. */
export const rowsOfRetry = ({ counts }: Job, { outcomes }: JobRetry): number =>
  outcomes.reduce((sum, outcome) => sum + counts[outcome], 0)

/** The rows that an undo would have at most; created contacts can be tagged only. */
export const rowsOfUndo = ({ counts }: Job, { tag }: JobUndo): number =>
  counts.changed + (tag === undefined ? 0 : counts.created)
