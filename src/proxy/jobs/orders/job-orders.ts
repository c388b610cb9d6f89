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
import type { Actor } from '#proxy/sources/transport/source-call.ts'
import { orFallback } from '#proxy/sources/or-fallback.ts'
import type { Source } from '#proxy/sources/source.ts'
import { copyFailed, copyWritten } from './job-copies.ts'
import {
  chatIn,
  checkKind,
  maxIssues,
  readRows,
  duplicateIssue,
  type InputContext,
  type InputKind,
  type NewRow,
} from './job-input.ts'
import { resolveSelection } from './selection-query.ts'
import { checkChanges, checkLegacyLinks, checkLegacyPatch, checkStatus } from './input-checks.ts'
import { changesOfLinks, changesOfPatch } from './legacy-input.ts'
import type { JobStore, NewJob } from '#proxy/jobs/store/job-store.ts'
import { subjectText, type StoredJob } from '#proxy/jobs/store/job-view.ts'

/** Creates jobs (complete, in parts, as a retry or as an undo) and starts drafts. */
export function createJobOrders(jobs: JobStore) {
  return {
    async create(source: Source, body: JobRequest, actor: Actor) {
      const { kind } = body
      checkKind(kind, source)
      const context = await contextOf(source)
      rejectInput(checkShared(body, context))
      const rows = rowsOf(kind, body, 0, context)
      const shared = sharedOf(body, context)
      const query = body.query && (await resolveSelection(source, body.query))
      return jobs.begin(
        {
          ...newJobOf({ source, kind, key: body.key, request: body, actor }),
          title: body.title ?? (body.subject ? subjectText(body.subject) : null),
          state: body.draft ? 'draft' : 'open',
          shared: shared && JSON.stringify(shared),
          query: query ? JSON.stringify(query) : null,
        },
        (trx, id) => jobs.insertRows(trx, id, rows, 0),
      )
    },

    /** Parts must be sent in order; a known part is treated as the repetition of a lost request. */
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
        rejectInput([
          { name: 'ids', message: 'the draft has no patch or change that the ids share' },
        ])
      if (body.rows && job.shared !== null)
        rejectInput([
          { name: 'rows', message: 'the rows of this draft share one change: send ids' },
        ])
      const rows = rowsOf(kind, body, before, await contextOf(source))
      rejectInput(await repeatsOf(jobs, job, kind, rows, before))
      return jobs.addPart(job, { part, hash, rows, before })
    },

    /** Starts a draft; does nothing if it was started already. Throws if rows are missing. */
    async start(job: StoredJob, rows: number): Promise<StoredJob> {
      if (job.total !== rows)
        rejectInput([{ name: 'rows', message: `${job.total} rows were received, not ${rows}` }])
      return job.state === 'draft' ? jobs.open(job) : job
    },

    retry(source: Source, original: StoredJob, body: JobRetry, actor: Actor) {
      const { key, ...options } = body
      const request = { retry: original.id, ...options }
      return jobs.begin(
        {
          ...newJobOf({ source, kind: original.kind, key, request, actor }),
          title: original.title,
          shared: original.shared,
          query: original.query,
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

    undo(source: Source, original: StoredJob, { key, tag }: JobUndo, actor: Actor) {
      const request = { undo: original.id, tag }
      return jobs.begin(
        {
          ...newJobOf({ source, kind: 'undo', key, request, actor }),
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

type JobOrder = { source: Source; kind: string; key: string; request: unknown; actor: Actor }

function newJobOf({ source, kind, key, request, actor }: JobOrder): NewJob {
  return {
    id: randomUUID(),
    source_id: source.info.id,
    kind,
    title: null,
    state: 'open',
    key,
    hash: hashOf(request),
    shared: null,
    query: null,
    tag: null,
    undo_of: null,
    retry_of: null,
    actor_id: actor.id,
    actor_name: actor.name,
    actor_address: actor.address,
    is_inline: 0,
    inline_until: null,
  }
}

export const hashOf = (request: unknown): string =>
  createHash('sha256').update(JSON.stringify(request)).digest('base64url')

const inputKindOf = ({ kind }: StoredJob): InputKind => requestedJobKind.parse(kind)

function checkShared({ kind, ...body }: JobRequest, context: InputContext): InputIssue[] {
  const { changes, patch, change, status } = body
  return [
    ...(changes && (kind === 'edit' || kind === 'link')
      ? checkChanges({ changes }, kind, context)
      : []),
    ...(patch ? checkLegacyPatch(patch, context, 'patch.') : []),
    ...(change ? checkLegacyLinks(change, context, 'change.') : []),
    ...(status === undefined ? [] : checkStatus(status, context)),
  ]
}

/**
 * The input shared by rows without input of their own, in the current format if the fields are
 * known.
 */
function sharedOf({ changes, patch, change, status }: JobRequest, { fields }: InputContext) {
  if (changes) return { changes }
  if (patch) return fields ? { changes: changesOfPatch(patch, fields) } : { patch }
  if (change) return changesOfLinks(change)
  return status === undefined ? null : { status }
}

/**
 * Custom fields are validated if their definitions can be read; otherwise the source rejects
 * unknown ones.
 */
export async function contextOf(source: Source): Promise<InputContext> {
  const fields = await orFallback(() => source.reader.listFields({ priority: 'person' }), undefined)
  return { can: source.info.capabilities, fields }
}

/**
 * The rows of a request, preceded by `before` other rows; throws an error with all issues by line.
 */
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

export function rejectInput(issues: InputIssue[]): void {
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

/** Issues for contacts or chats of a part that earlier parts contain already. */
async function repeatsOf(
  jobs: JobStore,
  job: StoredJob,
  kind: InputKind,
  rows: NewRow[],
  before: number,
): Promise<InputIssue[]> {
  if (kind === 'chats') {
    const lines = await jobs.chatLines(job, before)
    return rows.flatMap(({ input }, index) => {
      const line = lines.get(chatIn(input) ?? '')
      return line === undefined ? [] : [duplicateIssue(before + index + 1, line, kind)]
    })
  }
  const ids = rows.flatMap(({ contactId }) => contactId ?? [])
  const lines = await jobs.linesOf(job, ids, before)
  return rows.flatMap(({ contactId }, index) => {
    const line = contactId === null ? undefined : lines.get(contactId)
    return line === undefined ? [] : [duplicateIssue(before + index + 1, line)]
  })
}
