import * as z from 'zod/mini'
import { change } from '#contract/model/change.ts'
import { jobRow, maxRowsPerRequest, status } from './job-rows.ts'
import { legacyLinkChange, legacyPatch } from './legacy-writes.ts'
import { requestedOutcome } from './row-results.ts'
import { wholeNumber } from './whole-number.ts'

/** What can be ordered; `chats` ties chats to contacts, `status` sets what can never be read back. */
export const requestedJobKind = z.enum(['create', 'edit', 'link', 'chats', 'status'])
/** `undo` takes back what another job wrote. */
export const jobKind = z.enum([...requestedJobKind.options, 'undo'])

export const jobState = z.enum([
  /** Its rows are still being sent to us. */
  'draft',
  'queued',
  'running',
  /** Held up by the source; `waiting` says why. */
  'waiting',
  'cancelling',
  'done',
  'cancelled',
])

/** Why a job does not go on; it does by itself once the source can be used again. */
export const waitReason = z.enum([
  'unauthorized',
  'unpaid',
  'moved',
  'forbidden',
  'blocked',
  'rate_limited',
  'unreachable',
  'timeout',
  'invalid_response',
  /** Looking for what became of a write that got no clear answer. */
  'checking',
])
export type WaitReason = z.infer<typeof waitReason>

const moment = z.nullable(z.iso.datetime())
const count = z.int()

export const jobCounts = z.object({
  /** Not sent or not answered yet. */
  pending: count,
  created: count,
  changed: count,
  unchanged: count,
  conflict: count,
  invalid: count,
  rejected: count,
  unknown: count,
  cancelled: count,
})

// Not z.uuid(): its pattern, of all versions there are, is felt in the dashboard's first view.
export const jobId = z
  .string()
  .check(z.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'the id of a job'))

const label = z.string().check(z.maxLength(255))

/** What a job is about, so that its title is in the language of whoever reads it. */
export const jobSubject = z.strictObject({
  code: z.enum(['edit', 'gridCreate', 'gridEdit', 'chats', 'matchCreate', 'matchEdit', 'status']),
  /** What an edit changes; `name` is that of a field, whose name is the account's. */
  attributes: z.optional(
    z.array(z.strictObject({ key: label, name: label })).check(z.maxLength(300)),
  ),
  /** Where matched contacts come from. */
  source: z.optional(label),
  count: z.optional(count),
  status: z.optional(label),
})
export type JobSubject = z.infer<typeof jobSubject>

/**
 * A bulk write and how it stands; `counts` add up to `total`. It is also the data of the event `job`,
 * whose last one is followed by `end`.
 */
export const job = z.object({
  id: jobId,
  kind: jobKind,
  /** What whoever started it calls it. */
  title: z.nullable(z.string()),
  /** In place of a title. */
  subject: z.nullable(jobSubject),
  state: jobState,
  waiting: z.nullable(z.object({ reason: waitReason, until: z.nullable(z.iso.datetime()) })),
  total: count,
  counts: jobCounts,
  /** Parts received, of a draft. */
  parts: count,
  undoOf: z.nullable(jobId),
  retryOf: z.nullable(jobId),
  /** Who ordered it; null of jobs that were stored before it was kept. */
  actor: z.nullable(z.object({ id: z.nullable(z.string()), name: z.string() })),
  createdAt: z.iso.datetime(),
  startedAt: moment,
  endedAt: moment,
  /** Grows with every change; the id of an event. */
  version: z.int(),
})
export type Job = z.infer<typeof job>

/** Said again with the same key it is the same job: a request without an answer may be repeated. */
export const jobKey = z.string().check(z.minLength(8), z.maxLength(100))
const ids = z.array(z.int().check(z.minimum(1))).check(z.minLength(1))
// Each row is checked by itself, so that every wrong one is named by its line.
const rows = z.array(z.unknown()).check(z.minLength(1), z.maxLength(maxRowsPerRequest))

/**
 * Body of `POST /api/sources/:source/jobs`. With `rows`, or `ids` that share one `patch` or `change`,
 * the job begins at once; with `draft` its rows follow in parts (`PUT …/jobs/:job/parts/:part`) and
 * `POST …/jobs/:job/start` begins it.
 */
export const jobRequest = z
  .strictObject({
    key: jobKey,
    title: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(200))),
    subject: z.optional(jobSubject),
    kind: requestedJobKind,
    rows: z.optional(rows),
    ids: z.optional(ids),
    draft: z.optional(z.literal(true)),
    /** Of all rows of an edit that carry ids alone. */
    changes: z.optional(z.array(change).check(z.minLength(1), z.maxLength(300))),
    /** @deprecated The same in the words of 0.1.0, of values and of links. */
    patch: z.optional(legacyPatch),
    change: z.optional(legacyLinkChange),
    /** The status that all ids of a job of that kind get. */
    status: z.optional(status),
  })
  .check(
    z.refine(({ rows: r, ids: i, draft }) => [r, i, draft].filter(Boolean).length === 1, {
      error: 'exactly one of rows, ids and draft',
    }),
    z.refine(({ kind, changes }) => changes === undefined || kind === 'edit' || kind === 'link', {
      error: 'of an edit only',
      path: ['changes'],
    }),
    z.refine(({ kind, patch }) => patch === undefined || kind === 'edit', {
      error: 'of an edit only',
      path: ['patch'],
    }),
    z.refine(({ kind, change }) => change === undefined || kind === 'link', {
      error: 'of links only',
      path: ['change'],
    }),
    z.refine(({ kind, status: shared }) => shared === undefined || kind === 'status', {
      error: 'of a status only',
      path: ['status'],
    }),
    z.refine((body) => !body.rows || !isShared(body), {
      error: 'rows carry their own changes',
      path: ['rows'],
    }),
    z.refine(({ ids: contactIds, ...shared }) => !contactIds || isShared(shared), {
      error: 'ids need changes or a status that they share',
      path: ['ids'],
    }),
  )

function isShared({ changes, patch, change: links, status: text }: Shared): boolean {
  return [changes, patch, links, text].some((shared) => shared !== undefined)
}
type Shared = { changes?: unknown; patch?: unknown; change?: unknown; status?: unknown }

export type JobRequest = z.infer<typeof jobRequest>

/** Body of a part: parts are numbered from 1 and sent in order; the last one may be sent again. */
export const jobPart = z
  .strictObject({ rows: z.optional(rows), ids: z.optional(ids) })
  .check(z.refine(({ rows: r, ids: i }) => !r !== !i, { error: 'either rows or ids' }))
export type JobPart = z.infer<typeof jobPart>

/** Body of `POST …/jobs/:job/start`: how many rows were sent, so that no part is missing. */
export const jobStart = z.strictObject({ rows: z.int().check(z.minimum(1)) })

const retriableOutcome = z.enum(['invalid', 'rejected', 'conflict', 'unknown', 'cancelled'])

/**
 * Body of `POST …/jobs/:job/retry`: a new job of the rows that failed. Unknown rows are looked for
 * first, and stay unknown rather than be sent twice.
 */
export const jobRetry = z.strictObject({
  key: jobKey,
  /** What is wrong in itself would be so again: `invalid` rows are tried where they are named. */
  outcomes: z._default(z.array(z.pipe(requestedOutcome, retriableOutcome)).check(z.minLength(1)), [
    'rejected',
    'unknown',
    'cancelled',
  ]),
  /** Take my values where others changed the same; what changed since the conflict was shown is a conflict again. */
  overwrite: z._default(z.boolean(), false),
  /** Send unknown rows without looking: somebody has looked, and they are not there. */
  resend: z._default(z.boolean(), false),
})
export type JobRetry = z.infer<typeof jobRetry>

const page = { page: z._default(wholeNumber(1, 1_000_000), 1) }
const pageOf = { page: z.int(), hasNext: z.boolean() }

export const jobListQuery = z.strictObject({ ...page, size: z._default(wholeNumber(1, 100), 20) })
export const jobList = z.object({ items: z.array(job), ...pageOf })

export const jobRowQuery = z.strictObject({
  ...page,
  size: z._default(wholeNumber(1, 500), 100),
  outcome: z.optional(requestedOutcome),
})
export type JobRowQuery = z.infer<typeof jobRowQuery>
export const jobRowList = z.object({ items: z.array(jobRow), ...pageOf })

export const failedQuery = z.strictObject({
  /** A mark by which spreadsheets know UTF-8. */
  bom: z._default(z.enum(['0', '1']), '1'),
  /** What spreadsheets split by depends on the system's language: in Russian it is the semicolon. */
  separator: z._default(z.enum(['comma', 'semicolon', 'tab']), 'comma'),
})
