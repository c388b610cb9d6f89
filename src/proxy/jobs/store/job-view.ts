import type { Selectable } from 'kysely'
import type { JobRow, RowChange } from '#contract/api/job-rows.ts'
import * as z from 'zod/mini'
import { jobKind, jobSubject, waitReason, type Job, type JobSubject } from '#contract/api/jobs.ts'
import { readAttributeKey } from '#contract/model/attribute.ts'
import { chatIn } from '#proxy/jobs/orders/job-input.ts'
import type { Actor } from '#proxy/sources/transport/source-call.ts'
import type { Tables } from '#proxy/store/state-tables.ts'
import { readImage } from './journal.ts'
import { readResult } from './stored-results.ts'

export type StoredJob = Selectable<Tables['jobs']>
export type StoredRow = Selectable<Tables['job_rows']>

/** The final outcomes of a row; each is counted in a column of the same name. */
export const endings = [
  'created',
  'changed',
  'unchanged',
  'conflict',
  'invalid',
  'rejected',
  'unknown',
  'cancelled',
  'skipped',
] as const

const moment = (at: number | null): string | null => (at === null ? null : toIso(at))
const toIso = (at: number): string => new Date(at).toISOString()

/** The number of rows without a result. */
export const openRowsOf = (job: StoredJob): number =>
  job.total - endings.reduce((sum, outcome) => sum + job[outcome], 0)

/** A title is stored as text, a subject as JSON in the same column. */
export const subjectText = (subject: JobSubject): string => JSON.stringify({ subject })

const storedSubject = z.strictObject({ subject: jobSubject })

function titleOf(text: string | null): Pick<Job, 'title' | 'subject'> {
  if (!text?.startsWith('{"subject":')) return { title: text, subject: null }
  const read = storedSubject.safeParse(parsed(text)).data
  return read ? { title: null, subject: read.subject } : { title: text, subject: null }
}

/** Undefined for text that only resembles a subject: a title may be any text. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export function toJob(stored: StoredJob, parts: number): Job {
  const { created, changed, unchanged, conflict, invalid, rejected, unknown, cancelled } = stored
  const { skipped, query } = stored
  const reason = waitReason.safeParse(stored.waiting)
  return {
    id: stored.id,
    kind: jobKind.parse(stored.kind),
    ...titleOf(stored.title),
    state: stateOf(stored),
    waiting:
      stored.state === 'open' && reason.success
        ? { reason: reason.data, until: moment(stored.waiting_until) }
        : null,
    total: stored.total,
    counts: {
      pending: openRowsOf(stored),
      created,
      changed,
      unchanged,
      conflict,
      invalid,
      rejected,
      unknown,
      cancelled,
      skipped,
    },
    parts,
    selection: query === null ? 'ids' : stored.is_unchecked ? 'unchecked' : 'query',
    undoOf: stored.undo_of,
    retryOf: stored.retry_of,
    actor: shownActor(stored),
    createdAt: toIso(stored.created_at),
    startedAt: moment(stored.started_at),
    endedAt: moment(stored.ended_at),
    version: stored.version,
  }
}

/** The user who requested a job; null for jobs stored before users were recorded. */
export const actorIn = ({
  actor_id: id,
  actor_name: name,
  actor_address: address,
}: Pick<StoredJob, 'actor_id' | 'actor_name' | 'actor_address'>): Actor | null =>
  name === null ? null : { id, name, address }

/** Network addresses are in the audit log only. */
function shownActor(stored: StoredJob): Job['actor'] {
  const actor = actorIn(stored)
  return actor && { id: actor.id, name: actor.name }
}

function stateOf(stored: StoredJob): Job['state'] {
  switch (stored.state) {
    case 'draft':
    case 'done':
    case 'cancelled':
      return stored.state
    default:
      if (stored.is_cancelled) return 'cancelling'
      if (stored.waiting !== null) return 'waiting'
      return stored.started_at === null ? 'queued' : 'running'
  }
}

export const isEnded = ({ state }: Pick<Job, 'state'>): boolean =>
  state === 'done' || state === 'cancelled'

export function toRow(stored: StoredRow): JobRow {
  const { line, contact_id: contactId, name, input, outcome, result } = stored
  const written = readResult(outcome, result)
  return {
    line,
    contactId,
    name,
    chat: chatIn(input),
    result: written,
    changes: written.outcome === 'changed' ? changesIn(stored) : [],
  }
}

/** The values before and after a row was sent, by its journal. */
function changesIn({ base, after }: Pick<StoredRow, 'base' | 'after'>): RowChange[] {
  const [from, to] = [readImage(base), readImage(after)]
  if (to && 'chat' in to)
    return [
      {
        attribute: 'chat',
        ...(from && 'chat' in from && { before: from.chat.contact }),
        after: to.chat.contact,
      },
    ]
  if (!to || !('snapshot' in to)) return []
  const held = from && 'snapshot' in from ? from.snapshot : {}
  return Object.entries(to.snapshot).flatMap(([key, now]) => {
    const attribute = readAttributeKey(key)
    const before = attribute && held[attribute]
    if (!attribute || now === undefined) return []
    return [{ attribute, ...(before !== undefined && { before }), after: now }]
  })
}
