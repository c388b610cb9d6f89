import { createHash, randomUUID } from 'node:crypto'
import { maxJobRows } from '#contract/api/job-rows.ts'
import type { JobUndo } from '#contract/api/job-undo.ts'
import {
  requestedJobKind,
  type JobPart,
  type JobRequest,
  type JobRetry,
} from '#contract/api/jobs.ts'
import { InvalidInputError, type InputIssue } from '#proxy/invalid-input.ts'
import { orFallback } from '#proxy/sources/or-fallback.ts'
import type { Source } from '#proxy/sources/source.ts'
import { copyFailed, copyWritten } from './job-copies.ts'
import {
  checkKind,
  checkLinks,
  checkPatch,
  checkStatus,
  maxIssues,
  readRows,
  duplicateIssue,
  type InputContext,
  type InputKind,
  type NewRow,
} from './job-input.ts'
import type { JobStore } from '#proxy/jobs/store/job-store.ts'
import { repeatsOf } from './job-repeats.ts'
import type { StoredJob } from '#proxy/jobs/store/job-view.ts'

/** Creates jobs: whole or in parts, retries and undos, and starts drafts. */
export function createJobOrders(jobs: JobStore) {
  return {
    async create(source: Source, body: JobRequest) {
      const { kind } = body
      checkKind(kind, source.info.capabilities)
      const context = await contextOf(source)
      const { patch, change, status } = body
      const issues = [
        ...(patch ? checkPatch(patch, context, 'patch.') : []),
        ...(change ? checkLinks(change, context, 'change.') : []),
        ...(status === undefined ? [] : checkStatus(status, context)),
      ]
      rejectInput(issues)
      const rows = rowsOf(kind, body, 0, context)
      const shared = sharedOf(body)
      return jobs.begin(
        {
          ...newJobOf(source, kind, body.key, body),
          title: body.title ?? null,
          state: body.draft ? 'draft' : 'open',
          shared: shared && JSON.stringify(shared),
        },
        (trx, id) => jobs.insertRows(trx, id, rows, 0),
      )
    },

    /** Parts come in order; a part that is known already is taken for the repeat of a lost request. */
    async addPart(source: Source, job: StoredJob, part: number, body: JobPart): Promise<StoredJob> {
      const hash = hashOf(body)
      const parts = await jobs.parts(job)
      const known = parts.find((entry) => entry.part === part)
      if (known?.hash === hash) return job
      const last = parts[0]?.part ?? 0
      if (known ? part !== last : part !== last + 1)
        throw new InvalidInputError([
          { name: 'part', message: `expected part ${last + 1}, or part ${last} again` },
        ])
      const before = parts.reduce((sum, entry) => sum + (entry.part < part ? entry.rows : 0), 0)
      const kind = inputKindOf(job)
      if (body.ids && job.shared === null)
        rejectInput([{ name: 'ids', message: 'the draft has no shared patch or change for them' }])
      if (body.rows && job.shared !== null)
        rejectInput([
          { name: 'rows', message: 'the rows of this draft share one change: send ids' },
        ])
      const rows = rowsOf(kind, body, before, await contextOf(source))
      rejectInput(await repeatsOf(jobs, job, kind, rows, before))
      return jobs.addPart(job, { part, hash, rows, before })
    },

    /** Starts a draft; does nothing where it has been started. Throws where rows are missing. */
    async start(job: StoredJob, rows: number): Promise<StoredJob> {
      if (job.total !== rows)
        rejectInput([{ name: 'rows', message: `${job.total} rows were received, not ${rows}` }])
      return job.state === 'draft' ? jobs.open(job) : job
    },

    retry(source: Source, original: StoredJob, body: JobRetry) {
      const { key, ...options } = body
      return jobs.begin(
        {
          ...newJobOf(source, original.kind, key, { retry: original.id, ...options }),
          title: original.title,
          shared: original.shared,
          tag: original.tag,
          undo_of: original.undo_of,
          retry_of: original.id,
        },
        async (trx, id) => {
          checkEnded(original)
          return requireRows(
            await copyFailed(trx, original, id, options),
            'no row is left to retry',
          )
        },
      )
    },

    undo(source: Source, original: StoredJob, { key, tag }: JobUndo) {
      return jobs.begin(
        {
          ...newJobOf(source, 'undo', key, { undo: original.id, tag }),
          title: original.title,
          tag: tag ?? null,
          undo_of: original.id,
        },
        async (trx, id) => {
          checkEnded(original)
          return requireRows(await copyWritten(trx, original, id, tag), 'there is nothing to undo')
        },
      )
    },
  }
}

function newJobOf(source: Source, kind: string, key: string, request: unknown) {
  return {
    id: randomUUID(),
    source_id: source.info.id,
    kind,
    title: null,
    state: 'open' as const,
    key,
    hash: hashOf(request),
    shared: null,
    tag: null,
    undo_of: null,
    retry_of: null,
  }
}

const hashOf = (request: unknown): string =>
  createHash('sha256').update(JSON.stringify(request)).digest('base64url')

const inputKindOf = ({ kind }: StoredJob): InputKind => requestedJobKind.parse(kind)

function sharedOf({ patch, change, status }: JobRequest) {
  if (patch) return { patch }
  if (change) return { change }
  return status === undefined ? null : { status }
}

/** Custom fields are checked where the source lists them; otherwise the source rejects unknown ones. */
async function contextOf(source: Source): Promise<InputContext> {
  const fields = await orFallback(() => source.listFields({ priority: 'person' }), undefined)
  return { can: source.info.capabilities, fields }
}

/** The rows of a request, `before` others precede them; throws with every issue, line by line. */
function rowsOf(kind: InputKind, body: JobPart, before: number, context: InputContext): NewRow[] {
  const count = before + (body.rows ?? body.ids ?? []).length
  if (count > maxJobRows)
    rejectInput([
      { name: body.ids ? 'ids' : 'rows', message: `a job has at most ${maxJobRows} rows` },
    ])
  if (body.rows) {
    const { rows, issues } = readRows(kind, body.rows, before + 1, context)
    rejectInput(issues)
    return rows
  }
  const seen = new Map<number, number>()
  const issues: InputIssue[] = []
  const rows = (body.ids ?? []).map((contactId, index): NewRow => {
    const first = seen.get(contactId)
    if (first !== undefined) issues.push(duplicateIssue(before + index + 1, first))
    else seen.set(contactId, before + index + 1)
    return { contactId, name: null, input: null }
  })
  rejectInput(issues)
  return rows
}

function rejectInput(issues: InputIssue[]): void {
  if (issues.length === 0) return
  const rest = issues.length - maxIssues
  const names = [...new Set(issues.map(({ name }) => name))].slice(0, 20).join(', ')
  throw new InvalidInputError(
    issues.slice(0, maxIssues),
    rest > 0 ? `Wrong: ${names}, and ${rest} more issues` : `Wrong: ${names}`,
  )
}

function checkEnded(job: StoredJob): void {
  if (job.state !== 'done' && job.state !== 'cancelled')
    rejectInput([{ name: 'job', message: 'the job has not ended yet' }])
}

function requireRows(rows: number, otherwise: string): number {
  if (rows === 0) rejectInput([{ name: 'job', message: otherwise }])
  return rows
}
