import type { AttributeKey } from '#contract/model/attribute.ts'
import { changeList, keysOf } from '#contract/model/change.ts'
import type { Issue } from '#contract/model/issue.ts'
import type { Snapshot } from '#contract/model/snapshot.ts'
import type { Link } from '#contract/api/writes.ts'
import type { WriteResult } from '#proxy/sources/contact-write.ts'
import { requirePart, type Source, type SourceSnapshot } from '#proxy/sources/source.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import { changedTo, rejectedWith, type PlannedChange } from '#proxy/jobs/plan/change-plan.ts'
import type { ContactPlan } from '#proxy/jobs/plan/contact-plan.ts'
import { linkItems } from '#proxy/jobs/plan/link-values.ts'
import { LostLeaseError } from '#proxy/jobs/store/job-lease.ts'
import type { StoredJob } from '#proxy/jobs/store/job-view.ts'
import { snapshotText } from '#proxy/jobs/store/journal.ts'
import type { RowUpdate } from '#proxy/jobs/store/run-store.ts'
import { callOf, recordResults, type RunContext } from './run-context.ts'
import { endOf, issueOf, type SendEnd } from './send-result.ts'

type Progress = {
  change: PlannedChange
  /**
   * The contact in its known state; its time of last change is updated by each of the job's writes.
   */
  seen: SourceSnapshot
  /** `held`: not written, because other rows made the source reject the whole request. */
  is: 'open' | 'failed' | 'stale' | 'held'
  /** Whether any part of it was written. */
  isStarted: boolean
  issues: Issue[]
  /** Index of the step that failed: neither it nor later steps were written. */
  failedAt: number | null
  /** The failed step may nevertheless have taken effect. */
  isUnsure: boolean
  updatedAt: string | null
}

type Step = {
  keys: (plan: ContactPlan) => AttributeKey[]
  send: (source: Source, entries: Progress[], call: Call) => Promise<WriteResult[]>
}

/** Values, links to add, links to remove: one request each if there is something to write. */
const steps: Step[] = [
  {
    keys: ({ write, attributes, base }) => {
      if (!write) return []
      const links = new Set<AttributeKey>(linkKeys)
      const ofParts = keysOf(base).filter((key) => !attributes.includes(key))
      return [...attributes.filter((key) => !links.has(key)), ...ofParts]
    },
    send: (source, entries, call) =>
      requirePart(source.writer, 'edit').editContacts(
        entries.flatMap(({ change }) => change.plan.write ?? []),
        call,
        entries.map(({ seen }) => seen),
      ),
  },
  {
    keys: ({ link }) => keysOfLinks(link),
    send: (source, entries, call) =>
      requirePart(source.linker, 'link').linkContacts(
        entries.map(({ change, seen }) => ({ contactId: seen.detail.id, links: change.plan.link })),
        call,
        entries.map(({ seen }) => seen),
      ),
  },
  {
    keys: ({ unlink }) => keysOfLinks(unlink),
    send: (source, entries, call) =>
      requirePart(source.linker, 'link').unlinkContacts(
        entries.map(({ change, seen }) => ({
          contactId: seen.detail.id,
          links: change.plan.unlink,
        })),
        call,
        entries.map(({ seen }) => seen),
      ),
  },
]

const unlinkStep = 2
const linkKeys = ['company', 'leads', 'customers', 'catalogElements'] as const

const keysOfLinks = (links: Link[]): AttributeKey[] => [
  ...new Set(links.map(({ target }) => (target === 'companies' ? 'company' : target))),
]

/**
 * Sends planned changes whose journal is stored. If the source accepts a part of a change and
 * rejects the rest, the result and the journal cover the accepted part.
 */
export async function writeInSteps(
  context: RunContext,
  job: StoredJob,
  changes: PlannedChange[],
): Promise<SendEnd> {
  const call = callOf(context, job)
  const all = changes.map((change): Progress => ({
    change,
    seen: change.snapshot,
    is: 'open',
    isStarted: false,
    issues: [],
    failedAt: null,
    isUnsure: false,
    updatedAt: null,
  }))
  for (const [index, step] of steps.entries()) {
    const isDue = isDueAt(index)
    const entries = all.filter((entry) => entry.is === 'open' && isDue(entry))
    if (entries.length === 0) continue
    let results
    try {
      results = await step.send(context.source, entries, call)
    } catch (error) {
      const rest = all.filter((entry) => entry.is === 'open' && isDueFrom(index)(entry))
      return afterFailedStep({ context, job, all, entries, rest, index, error })
    }
    for (const [place, entry] of entries.entries()) noteResult(entry, results[place], index)
  }
  return finish(context, job, all)
}

const isDueAt = (index: number) => (entry: Progress) =>
  index === 0
    ? entry.change.plan.write !== null
    : (steps[index]?.keys(entry.change.plan) ?? []).length > 0
const isDueFrom = (index: number) => (entry: Progress) =>
  steps.some((_step, later) => later >= index && isDueAt(later)(entry))

function noteResult(entry: Progress, result: WriteResult | undefined, index: number) {
  if (result?.status === 'changed' || result?.status === 'created') {
    entry.isStarted = true
    entry.updatedAt = result.updatedAt ?? entry.updatedAt
    const { detail } = entry.seen
    entry.seen = {
      ...entry.seen,
      detail: { ...detail, updatedAt: entry.updatedAt ?? detail.updatedAt },
    }
  } else if (result?.status !== 'rejected') entry.is = 'held'
  else if (result.issues.some(({ code }) => code === 'stale')) entry.is = 'stale'
  else fail(entry, index, result.issues)
}

/** Marks an entry as failed; nothing more is sent for it. */
function fail(entry: Progress, index: number, issues: Issue[]) {
  const [only] = steps[index]?.keys(entry.change.plan) ?? []
  entry.is = 'failed'
  entry.failedAt = index
  entry.issues = index === 0 ? issues : issues.map((issue) => ofAttribute(issue, only))
}

const ofAttribute = (issue: Issue, key: AttributeKey | undefined): Issue => ({
  ...issue,
  attribute: linkKeys.some((known) => known === issue.attribute) ? issue.attribute : (key ?? null),
})

type FailedStep = {
  context: RunContext
  job: StoredJob
  all: Progress[]
  /** The entries that were sent. */
  entries: Progress[]
  /** The sent entries and those with remaining steps. */
  rest: Progress[]
  index: number
  error: unknown
}

/** Handles a request that got no response for each contact; throws if the run itself is over. */
async function afterFailedStep(failed: FailedStep): Promise<SendEnd> {
  const { context, job, all, entries, rest, index, error } = failed
  if (error instanceof LostLeaseError) {
    // Not sent; recorded as such if the lease still permits it.
    await context.store.release(job.id, fresh(rest), { wasTried: false })
    throw error
  }
  const end = endOf(error)
  const isReported = end.is === 'forbidden' || (end.is === 'narrow' && entries.length === 1)
  if (isReported) for (const entry of entries) fail(entry, index, [issueOf(error)])
  else if (context.isInline && end.is !== 'narrow')
    // A user waits for the response: partial results are reported with what was not written.
    for (const entry of rest.filter(({ isStarted }) => isStarted)) {
      fail(entry, index, [{ ...issueOf(error), code: 'failed' }])
      entry.isUnsure = end.is === 'unsure'
    }
  const open = rest.filter((entry) => entry.is === 'open')
  const sent = entries.filter((entry) => entry.is === 'open')
  await recordResults(context, job.id, updatesOf(all.filter((entry) => !open.includes(entry))))
  const left = end.is === 'unsure' ? open.filter((entry) => !sent.includes(entry)) : open
  await releaseAll(context, job, left)
  if (end.is === 'narrow') return sent.length > 0 ? end : { is: 'done' }
  // The remaining rows are reported in their results: no row of the request waits for the source.
  return context.isInline && open.length === 0 ? { is: 'done' } : end
}

const fresh = (entries: Progress[]) =>
  entries.filter(({ isStarted }) => !isStarted).map(({ change }) => change.row)
const started = (entries: Progress[]) =>
  entries.filter(({ isStarted }) => isStarted).map(({ change }) => change.row)

async function releaseAll({ store }: RunContext, job: StoredJob, entries: Progress[]) {
  await store.release(job.id, fresh(entries), { wasTried: false })
  await store.release(job.id, started(entries), { wasTried: true })
}

/** Stores results; releases rows that were stale or held, so that their contacts are read again. */
async function finish(context: RunContext, job: StoredJob, all: Progress[]): Promise<SendEnd> {
  const held = all.filter(({ is }) => is === 'held')
  const stale = all.filter(({ is }) => is === 'stale')
  const [only] = held
  if (only && all.length === 1) {
    const message = 'the source neither saved nor rejected it'
    fail(only, only.isStarted ? 1 : 0, [{ attribute: null, code: 'invalid_response', message }])
  }
  await recordResults(
    context,
    job.id,
    updatesOf(all.filter(({ is }) => is === 'open' || is === 'failed')),
  )
  const rows = stale.map(({ change }) => change.row)
  await context.store.release(job.id, rows, { wasTried: true })
  const waiting = held.filter(({ is }) => is === 'held')
  await releaseAll(context, job, waiting)
  // The source named none of the rows.
  const isNobodyNamed = waiting.length === all.length && !waiting.some(({ isStarted }) => isStarted)
  return isNobodyNamed ? { is: 'narrow' } : { is: 'done' }
}

const updatesOf = (entries: Progress[]): RowUpdate[] => entries.map(updateOf)

function updateOf(entry: Progress): RowUpdate {
  const { change, issues, updatedAt } = entry
  const { row, snapshot, plan } = change
  const { id, name } = snapshot.detail
  const { base, after } = written(entry)
  const isNothing = keysOf(after).length === 0 && !(entry.isStarted && plan.write?.identity)
  if (entry.is === 'failed' && isNothing)
    return { row, result: rejectedWith(...issues), name, base: null, after: null }
  const { merged } = plan
  const result = changedTo(id, after, {
    updatedAt,
    merged: merged.filter((key) => key in after),
    notSaved: entry.is === 'failed' ? issues : [],
  })
  return {
    row,
    result,
    name,
    base: snapshotText(base),
    after: snapshotText(after),
    ...(entry.isUnsure && entry.failedAt !== null && unclearParts(entry, entry.failedAt)),
  }
}

/** What the failed step may have written, and what later steps would have. */
function unclearParts({ change }: Progress, failedAt: number) {
  const keysFrom = (first: number, last: number) =>
    steps.slice(first, last).flatMap(({ keys }) => keys(change.plan))
  const unsure = keysFrom(failedAt, failedAt + 1)
  const unsent = keysFrom(failedAt + 1, steps.length).filter((key) => !unsure.includes(key))
  return { unsure, unsent }
}

/** The journal of what was written; if unlinking failed, it includes the links added before. */
function written({ change, failedAt, isUnsure }: Progress): { base: Snapshot; after: Snapshot } {
  const [base, after] = [{ ...change.base }, { ...change.after }]
  if (failedAt === null || isUnsure) return { base, after }
  for (const key of steps.slice(failedAt).flatMap(({ keys }) => keys(change.plan))) {
    const made =
      failedAt < unlinkStep ? [] : change.plan.link.filter(({ target }) => target === key)
    if (made.length > 0)
      after[key] = changeList(base[key] ?? null, { added: linkItems(made), removed: [] })
    else {
      delete base[key]
      delete after[key]
    }
  }
  return { base, after }
}
