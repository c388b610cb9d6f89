import { createHash, randomUUID } from 'node:crypto'
import { maxJobRows } from '#contract/api/job-rows.ts'
import type { JobUndo } from '#contract/api/job-undo.ts'
import {
  requestedJobKind,
  type JobPart,
  type JobRequest,
  type JobRetry,
} from '#contract/api/jobs.ts'
import { InvalidInputError, type InputFault } from '#proxy/plugins/zod-validation.ts'
import { ifToBeHad } from '#proxy/sources/or-fallback.ts'
import type { Source } from '#proxy/sources/source.ts'
import { copyFailed, copyWritten } from './job-copies.ts'
import {
  checkKind,
  checkLinks,
  checkPatch,
  checkStatus,
  mostFaults,
  readRows,
  twice,
  type InputContext,
  type InputKind,
  type NewRow,
} from './job-input.ts'
import type { JobStore } from '#proxy/jobs/store/job-store.ts'
import { repeatsOf } from './job-repeats.ts'
import type { StoredJob } from '#proxy/jobs/store/job-view.ts'

/** What people order: jobs whole or in parts, their beginning, another try, an undo. */
export function createJobOrders(jobs: JobStore) {
  return {
    async create(source: Source, body: JobRequest) {
      const { kind } = body
      checkKind(kind, source.info.capabilities)
      const context = await contextOf(source)
      const { patch, change, status } = body
      const faults = [
        ...(patch ? checkPatch(patch, context, 'patch.') : []),
        ...(change ? checkLinks(change, context, 'change.') : []),
        ...(status === undefined ? [] : checkStatus(status, context)),
      ]
      refuse(faults)
      const rows = rowsOf(kind, body, 0, context)
      const shared = sharedOf(body)
      return jobs.begin(
        {
          ...blankOf(source, kind, body.key, body),
          title: body.title ?? null,
          state: body.draft ? 'draft' : 'open',
          shared: shared && JSON.stringify(shared),
        },
        (trx, id) => jobs.insertRows(trx, id, rows, 0),
      )
    },

    /** Parts come in order; one that came before is taken for the repeat of a lost request. */
    async addPart(source: Source, job: StoredJob, part: number, body: JobPart): Promise<StoredJob> {
      const hash = hashOf(body)
      const parts = await jobs.parts(job)
      const known = parts.find((one) => one.part === part)
      if (known?.hash === hash) return job
      const last = parts[0]?.part ?? 0
      if (known ? part !== last : part !== last + 1)
        throw new InvalidInputError([
          { name: 'part', message: `part ${last + 1} is awaited, or part ${last} once more` },
        ])
      const before = parts.reduce((sum, one) => sum + (one.part < part ? one.rows : 0), 0)
      const kind = inputKindOf(job)
      if (body.ids && job.shared === null)
        refuse([{ name: 'ids', message: 'the draft has no patch or change that they share' }])
      if (body.rows && job.shared !== null)
        refuse([{ name: 'rows', message: 'the rows of this draft share one change: send ids' }])
      const rows = rowsOf(kind, body, before, await contextOf(source))
      refuse(await repeatsOf(jobs, job, kind, rows, before))
      return jobs.addPart(job, { part, hash, rows, before })
    },

    /** Begins a draft, unless that has been done; throws where rows are missing. */
    async start(job: StoredJob, rows: number): Promise<StoredJob> {
      if (job.total !== rows)
        refuse([{ name: 'rows', message: `${job.total} rows were received, not ${rows}` }])
      return job.state === 'draft' ? jobs.open(job) : job
    },

    retry(source: Source, of: StoredJob, body: JobRetry) {
      const { key, ...how } = body
      return jobs.begin(
        {
          ...blankOf(source, of.kind, key, { retry: of.id, ...how }),
          title: of.title,
          shared: of.shared,
          tag: of.tag,
          undo_of: of.undo_of,
          retry_of: of.id,
        },
        async (trx, id) => {
          checkEnded(of)
          return someOf(await copyFailed(trx, of, id, how), 'no row is left to be tried again')
        },
      )
    },

    undo(source: Source, of: StoredJob, { key, tag }: JobUndo) {
      return jobs.begin(
        {
          ...blankOf(source, 'undo', key, { undo: of.id, tag }),
          title: of.title,
          tag: tag ?? null,
          undo_of: of.id,
        },
        async (trx, id) => {
          checkEnded(of)
          return someOf(await copyWritten(trx, of, id, tag), 'there is nothing to take back')
        },
      )
    },
  }
}

function blankOf(source: Source, kind: string, key: string, said: unknown) {
  return {
    id: randomUUID(),
    source_id: source.info.id,
    kind,
    title: null,
    state: 'open' as const,
    key,
    hash: hashOf(said),
    shared: null,
    tag: null,
    undo_of: null,
    retry_of: null,
  }
}

const hashOf = (said: unknown): string =>
  createHash('sha256').update(JSON.stringify(said)).digest('base64url')

const inputKindOf = ({ kind }: StoredJob): InputKind => requestedJobKind.parse(kind)

function sharedOf({ patch, change, status }: JobRequest) {
  if (patch) return { patch }
  if (change) return { change }
  return status === undefined ? null : { status }
}

/** Custom fields are checked where the source tells them; if not, it refuses what it does not know. */
async function contextOf(source: Source): Promise<InputContext> {
  const fields = await ifToBeHad(() => source.listFields({ priority: 'person' }), undefined)
  return { can: source.info.capabilities, fields }
}

/** The rows of a request after so many others; throws with everything that is wrong, line by line. */
function rowsOf(kind: InputKind, body: JobPart, before: number, context: InputContext): NewRow[] {
  const count = before + (body.rows ?? body.ids ?? []).length
  if (count > maxJobRows)
    refuse([{ name: body.ids ? 'ids' : 'rows', message: `a job has at most ${maxJobRows} rows` }])
  if (body.rows) {
    const { rows, faults } = readRows(kind, body.rows, before + 1, context)
    refuse(faults)
    return rows
  }
  const seen = new Map<number, number>()
  const faults: InputFault[] = []
  const rows = (body.ids ?? []).map((contactId, at): NewRow => {
    const first = seen.get(contactId)
    if (first !== undefined) faults.push(twice(before + at + 1, first))
    else seen.set(contactId, before + at + 1)
    return { contactId, name: null, input: null }
  })
  refuse(faults)
  return rows
}

function refuse(faults: InputFault[]): void {
  if (faults.length === 0) return
  const rest = faults.length - mostFaults
  const names = [...new Set(faults.map(({ name }) => name))].slice(0, 20).join(', ')
  throw new InvalidInputError(
    faults.slice(0, mostFaults),
    rest > 0 ? `Wrong: ${names}, and ${rest} more faults` : `Wrong: ${names}`,
  )
}

function checkEnded(job: StoredJob): void {
  if (job.state !== 'done' && job.state !== 'cancelled')
    refuse([{ name: 'job', message: 'it has not ended yet' }])
}

function someOf(rows: number, otherwise: string): number {
  if (rows === 0) refuse([{ name: 'job', message: otherwise }])
  return rows
}
