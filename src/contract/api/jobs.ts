import * as z from 'zod/mini'
import { requestedChange } from '#contract/model/change.ts'
import { value } from '#contract/model/value.ts'
import { jobRow, maxRowsPerRequest, status } from './job-rows.ts'
import { legacyLinkChange, legacyPatch } from './legacy-writes.ts'
import { requestedOutcome } from './row-results.ts'
import { matching } from './where.ts'
import { wholeNumber } from './whole-number.ts'

/**
 * Kinds of jobs that a client can request; `chats` links chats to contacts, `status` sets a status
 * that cannot be read back.
 */
export const requestedJobKind = z.enum(['create', 'edit', 'link', 'chats', 'status'])
/** `undo` reverts what another job wrote. */
export const jobKind = z.enum([...requestedJobKind.options, 'undo'])

export const jobState = z.enum([
  /** Rows are still being received. */
  'draft',
  'queued',
  'running',
  /** Delayed by the source; `waiting` gives the reason. */
  'waiting',
  'cancelling',
  'done',
  'cancelled',
])

/** Why a job does not proceed; it continues automatically once the source can be used again. */
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
  /** Determining the outcome of a write that got no clear response. */
  'checking',
])
export type WaitReason = z.infer<typeof waitReason>

const moment = z.nullable(z.iso.datetime())
const count = z.int()

export const jobCounts = z.object({
  /** Rows without a response, whether sent or not. */
  pending: count,
  created: count,
  changed: count,
  unchanged: count,
  conflict: count,
  invalid: count,
  rejected: count,
  unknown: count,
  cancelled: count,
  skipped: count,
})

// Not z.uuid(): its pattern, which covers all versions, noticeably enlarges the dashboard's first
// view.
export const jobId = z
  .string()
  .check(z.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'the id of a job'))

const label = z.string().check(z.maxLength(255))

/** The length of a value of a title as JSON: what a title says of it is cut before. */
const maxTitleValue = 1000
const titleValue = value.check(
  z.refine((held) => JSON.stringify(held).length <= maxTitleValue, {
    error: `at most ${maxTitleValue} characters`,
  }),
)

/** What an edit does with an attribute, as whoever ordered it entered it. */
const titleEdit = z.strictObject({
  operation: z.enum(['set', 'clear', 'add', 'remove', 'replace', 'normalise']),
  /** The first of its values, cut to what a title has room for. */
  value: z.optional(titleValue),
  /** The value that is replaced. */
  from: z.optional(titleValue),
  /** How many further values there are. */
  further: z.optional(count),
})
export type TitleEdit = z.infer<typeof titleEdit>

/** The subject of a job as data, so that its title is shown in the user's language. */
export const jobSubject = z.strictObject({
  code: z.enum(['edit', 'gridCreate', 'gridEdit', 'chats', 'matchCreate', 'matchEdit', 'status']),
  /** The attributes an edit changes; `name` is the name of a custom field in the account. */
  attributes: z.optional(
    z
      .array(z.strictObject({ key: label, name: label, edit: z.optional(titleEdit) }))
      .check(z.maxLength(300)),
  ),
  /** Source of the matched contacts. */
  source: z.optional(label),
  count: z.optional(count),
  status: z.optional(label),
  /** How many of the ordered values look wrong and were kept by whoever ordered them. */
  warned: z.optional(count),
})
export type JobSubject = z.infer<typeof jobSubject>

/**
 * A bulk write and its progress; `counts` add up to `total`. Also the data of the server-sent event
 * `job`; the last one is followed by the event `end`.
 */
export const job = z.object({
  id: jobId,
  kind: jobKind,
  /** Title given by the user who started the job. */
  title: z.nullable(z.string()),
  /** Used instead of a title. */
  subject: z.nullable(jobSubject),
  state: jobState,
  waiting: z.nullable(z.object({ reason: waitReason, until: z.nullable(z.iso.datetime()) })),
  total: count,
  counts: jobCounts,
  /** Number of parts received for a draft. */
  parts: count,
  /**
   * How its contacts were selected. `query`: as everything that matches one, so that each contact is
   * compared with it before it is written; `unchecked`: for some that was not possible.
   */
  selection: z._default(z.enum(['ids', 'query', 'unchecked']), 'ids'),
  undoOf: z.nullable(jobId),
  retryOf: z.nullable(jobId),
  /** The user who requested the job; null for jobs stored before users were recorded. */
  actor: z.nullable(z.object({ id: z.nullable(z.string()), name: z.string() })),
  createdAt: z.iso.datetime(),
  startedAt: moment,
  endedAt: moment,
  /** Increases with every change; used as the ID of events. */
  version: z.int(),
})
export type Job = z.infer<typeof job>

/**
 * Idempotency key: a request repeated with the same key returns the same job, so a request without
 * a response may be repeated.
 */
export const jobKey = z.string().check(z.minLength(8), z.maxLength(100))
const ids = z.array(z.int().check(z.minimum(1))).check(z.minLength(1))
// Each row is validated separately, so that every invalid row is reported by its line.
const rows = z.array(z.unknown()).check(z.minLength(1), z.maxLength(maxRowsPerRequest))

/** Kinds of jobs whose contacts may be selected by a query. */
const selectable: ReadonlySet<z.output<typeof requestedJobKind>> = new Set([
  'edit',
  'link',
  'status',
])

/**
 * Body of `POST /api/sources/:source/jobs`. With `rows`, or with `ids` that share one `patch` or
 * `change`, the job starts immediately. With `draft`, its rows follow in parts (`PUT
 * …/jobs/:job/parts/:part`), and `POST …/jobs/:job/start` starts it.
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
    /** The changes shared by all rows of an edit that consist of an ID only. */
    changes: z.optional(z.array(requestedChange).check(z.minLength(1), z.maxLength(300))),
    /** @deprecated The shared changes of values and links in the format of 0.1.0. */
    patch: z.optional(legacyPatch),
    change: z.optional(legacyLinkChange),
    /** The status that a job of kind `status` sets for all IDs. */
    status: z.optional(status),
    /**
     * The search and the filters by which all these contacts were selected, as the parameters of a
     * list: contacts that do not match any more when they are to be written are skipped. Days and
     * periods are those of the time of the request.
     */
    query: z.optional(z.strictObject(matching)),
  })
  .check(
    z.refine(({ rows: r, ids: i, draft }) => [r, i, draft].filter(Boolean).length === 1, {
      error: 'exactly one of rows, ids and draft',
    }),
    z.refine(({ kind, changes }) => changes === undefined || kind === 'edit' || kind === 'link', {
      error: 'only allowed for edits',
      path: ['changes'],
    }),
    z.refine(({ kind, patch }) => patch === undefined || kind === 'edit', {
      error: 'only allowed for edits',
      path: ['patch'],
    }),
    z.refine(({ kind, change }) => change === undefined || kind === 'link', {
      error: 'only allowed for links',
      path: ['change'],
    }),
    z.refine(({ kind, status: shared }) => shared === undefined || kind === 'status', {
      error: 'only allowed for a status',
      path: ['status'],
    }),
    z.refine(({ kind, query }) => query === undefined || selectable.has(kind), {
      error: 'only allowed for changes of contacts that exist',
      path: ['query'],
    }),
    z.refine((body) => !body.rows || !isShared(body), {
      error: 'rows contain their own changes',
      path: ['rows'],
    }),
    z.refine(({ ids: contactIds, ...shared }) => !contactIds || isShared(shared), {
      error: 'ids require shared changes or a shared status',
      path: ['ids'],
    }),
  )

function isShared({ changes, patch, change: links, status: text }: Shared): boolean {
  return [changes, patch, links, text].some((shared) => shared !== undefined)
}
type Shared = { changes?: unknown; patch?: unknown; change?: unknown; status?: unknown }

export type JobRequest = z.infer<typeof jobRequest>

/** Body of a part. Parts are numbered from 1 and sent in order; the last one may be sent again. */
export const jobPart = z
  .strictObject({ rows: z.optional(rows), ids: z.optional(ids) })
  .check(z.refine(({ rows: r, ids: i }) => !r !== !i, { error: 'either rows or ids' }))
export type JobPart = z.infer<typeof jobPart>

/** Body of `POST …/jobs/:job/start`: the number of rows sent, to detect a missing part. */
export const jobStart = z.strictObject({ rows: z.int().check(z.minimum(1)) })

const retriableOutcome = z.enum(['invalid', 'rejected', 'conflict', 'unknown', 'cancelled'])

/**
 * Body of `POST …/jobs/:job/retry`: creates a job of the failed rows. Contacts of unknown rows are
 * looked up first; if their outcome remains unknown, they are not sent again.
 */
export const jobRetry = z.strictObject({
  key: jobKey,
  /**
   * Outcomes to retry. Rows with the outcome `invalid` are retried only if it is listed, because
   * they would fail again.
   */
  outcomes: z._default(z.array(z.pipe(requestedOutcome, retriableOutcome)).check(z.minLength(1)), [
    'rejected',
    'unknown',
    'cancelled',
  ]),
  /**
   * Write the user's values over those that other users changed. A value changed after the conflict
   * was shown is a conflict again.
   */
  overwrite: z._default(z.boolean(), false),
  /**
   * Send unknown rows without a lookup, because the user has checked that they were not written.
   */
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
export const jobRowList = z.object({
  items: z.array(jobRow),
  ...pageOf,
  /**
   * Rows of the page that are left out because whoever asks does not see their contacts, whether there
   * are any or not: with them, the rows are as many as the counts of the job say.
   */
  leftOut: z._default(count, 0),
})

export const failedQuery = z.strictObject({
  /** Whether to add a byte order mark, by which spreadsheets recognize UTF-8. */
  bom: z._default(z.enum(['0', '1']), '1'),
  /**
   * Which separator spreadsheets expect depends on the system's language; in Russian it is the
   * semicolon.
   */
  separator: z._default(z.enum(['comma', 'semicolon', 'tab']), 'comma'),
})
