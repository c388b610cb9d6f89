import type { WaitReason } from '#contract/api/jobs.ts'
import type { RowResult } from '#contract/api/row-results.ts'
import { isTooLargeRequest } from '#proxy/sources/transport/divided-read.ts'
import { SourceError } from '#proxy/sources/transport/source-errors.ts'
import type { Source } from '#proxy/sources/source.ts'
import { rejectedWith } from '#proxy/jobs/plan/change-plan.ts'
import { maxTries, narrowed, pickChunk, pickJob, widened, type Narrow } from './chunk-pick.ts'
import { openRowsOf, type StoredJob } from '#proxy/jobs/store/job-view.ts'
import { checkUnresolved } from './unresolved-check.ts'
import { compareRows } from './unresolved-rows.ts'
import { mayGoOn } from './run-access.ts'
import type { RunControl } from './run-control.ts'
import { createRunPause, waitReasonOf } from './run-pause.ts'
import { sendRows } from './row-sender.ts'
import { recordResults, type RunContext } from './run-context.ts'
import type { RunRow } from '#proxy/jobs/store/run-reads.ts'
import type { RunStore } from '#proxy/jobs/store/run-store.ts'
import type { JobSettings } from '#proxy/jobs/job-settings.ts'

type Options = {
  source: Source
  store: RunStore
  context: RunContext
  settings: JobSettings
  control: RunControl
}

/**
 * Limits how many of the proxy's own requests may queue between the read of a contact and its
 * write.
 */
const maxParallelChanges = 2

type PendingRequest = { job: string; lines: Set<number>; contacts: Set<number>; end: Promise<void> }

/** Runs the jobs of one source, chunk by chunk, until none is open or the run is to stop. */
export async function runSource({ source, store, context, settings, control }: Options) {
  const inFlight = new Set<PendingRequest>()
  const narrows = new Map<string, Narrow>()
  const servedAt = new Map<string, number>()
  const tooLargeAlone = new Set<string>()
  const pause = createRunPause(settings)
  let round = 0
  let failure: unknown
  /** Reduced for the rest of the run once a request was too large. */
  let chunkSize = Math.min(settings.chunk, source.info.capabilities.writes?.batch ?? 1)

  try {
    while (!control.isOver() && failure === undefined) {
      const jobs = await store.openJobs()
      if (jobs.length === 0) return
      if (control.mustResume()) {
        pause.skip()
        await store.resume()
        context.onUpdates([])
      }
      if ((await cancelForbidden(jobs)) || (await endFinishedJobs(jobs))) continue
      const unresolved = await findUnresolved(jobs)
      if (unresolved.length > 0) {
        if (inFlight.size > 0) await requestEnds()
        else
          await checkUnresolved(unresolved, {
            context,
            settings,
            control,
            pause,
            pauseAfter,
            reportWait,
          })
      } else if (pause.left() > 0) await control.wait(pause.left())
      else if (inFlight.size >= settings.parallel || !(await startChunk(jobs))) await requestEnds()
    }
  } finally {
    await Promise.all([...inFlight].map(({ end }) => end))
  }
  if (failure !== undefined) throw failure

  /** The last request may have ended while the next one was selected. */
  async function requestEnds() {
    if (inFlight.size === 0) return control.wait(5)
    await Promise.race([...inFlight].map(({ end }) => end))
    return undefined
  }

  /** Cancels jobs whose requester may not write any more. */
  async function cancelForbidden(jobs: StoredJob[]): Promise<boolean> {
    let isAny = false
    for (const job of jobs) {
      if (job.is_cancelled || (await mayGoOn(job, context))) continue
      await store.cancel(job)
      context.onUpdates([])
      isAny = true
    }
    return isAny
  }

  /** Ends jobs without open rows, and cancelled jobs without requests in flight. */
  async function endFinishedJobs(jobs: StoredJob[]): Promise<boolean> {
    let isAny = false
    for (const job of jobs) {
      const isBusy = [...inFlight].some((request) => request.job === job.id)
      const isDone = openRowsOf(job) === 0
      if (isBusy || !(isDone || job.is_cancelled)) continue
      const sending = isDone ? [] : await store.sending(job)
      if (sending.length > 0) continue
      await store.end(job)
      context.onUpdates([])
      isAny = true
    }
    return isAny
  }

  /** Rows that were sent, possibly before a crash, and whose response is no longer awaited. */
  async function findUnresolved(jobs: StoredJob[]) {
    const found = []
    for (const job of jobs) {
      const waited = [...inFlight].filter((request) => request.job === job.id)
      const rows = (await store.sending(job)).filter(
        ({ line }) => !waited.some(({ lines }) => lines.has(line)),
      )
      if (rows.length > 0) found.push({ job, rows })
    }
    return found
  }

  async function startChunk(jobs: StoredJob[]): Promise<boolean> {
    const changing = [...inFlight].filter(({ contacts }) => contacts.size > 0).length
    const candidates = jobs
      .filter(
        (job) => !job.is_cancelled && (job.kind === 'create' || changing < maxParallelChanges),
      )
      .map((job) => ({
        job,
        id: job.id,
        open: openRowsOf(job),
        servedAt: servedAt.get(job.id) ?? 0,
      }))
    while (candidates.length > 0) {
      const next = pickJob(candidates, round)
      if (!next) return false
      const rows = await chunkOf(next.job)
      if (rows.length > 0) {
        round += 1
        servedAt.set(next.id, round)
        start(next.job, rows)
        return true
      }
      candidates.splice(candidates.indexOf(next), 1)
    }
    return false
  }

  /** The next rows of a job; none while another request is changing one of their contacts. */
  async function chunkOf(job: StoredJob): Promise<RunRow[]> {
    const taken = [...inFlight].filter((request) => request.job === job.id)
    const count = taken.reduce((sum, { lines }) => sum + lines.size, 0)
    const pending = await store.pending(job, chunkSize + count)
    const free = pending.filter(({ line }) => !taken.some(({ lines }) => lines.has(line)))
    const rows = pickChunk(free, chunkSize, narrows.get(job.id))
    const isTouched = rows.some(({ contact_id: id }) =>
      [...inFlight].some(({ contacts }) => id !== null && contacts.has(id)),
    )
    return isTouched ? [] : rows
  }

  function start(job: StoredJob, rows: RunRow[]) {
    const request: PendingRequest = {
      job: job.id,
      lines: new Set(rows.map(({ line }) => line)),
      contacts: new Set(rows.flatMap(({ contact_id: id }) => id ?? [])),
      end: Promise.resolve(),
    }
    inFlight.add(request)
    request.end = run(job, rows)
      .catch((error: unknown) => {
        failure ??= error
      })
      .finally(() => inFlight.delete(request))
  }

  async function run(job: StoredJob, rows: RunRow[]) {
    const [first] = rows
    if (first && rows.length === 1) {
      if (tooLargeAlone.delete(keyOf(job, first))) return giveUp(job, first, tooLarge)
      if (first.tries >= maxTries) return giveUp(job, first, neverTaken)
    }
    const end = await sendRows(context, job, rows)
    const narrow = narrows.get(job.id)
    switch (end.is) {
      case 'done': {
        pause.end()
        const next = widened(rows, narrow)
        if (next) narrows.set(job.id, next)
        else narrows.delete(job.id)
        return
      }
      case 'narrow':
        narrows.set(job.id, narrowed(rows, narrow))
        return
      case 'forbidden':
        if (pause.afterForbidden(end.error) > 0)
          await reportWait(waitReasonOf(end.error), pause.left())
        return
      case 'unsure':
        // Rows are looked up immediately, and those not found are sent again in halves.
        if (isTooLargeRequest(end.error)) shrink(job, rows)
        else await pauseAfter(end.error)
        return
      case 'blocked':
        await pauseAfter(end.error)
    }
  }

  /** Ensures that no request of this run has as many rows again. */
  function shrink(job: StoredJob, rows: RunRow[]) {
    const [first] = rows
    if (first && rows.length === 1) {
      if (isLookedFor(job)) tooLargeAlone.add(keyOf(job, first))
    } else chunkSize = Math.min(chunkSize, Math.ceil(rows.length / 2))
  }

  async function pauseAfter(error: SourceError) {
    await reportWait(waitReasonOf(error), pause.after(error))
  }

  async function reportWait(reason: WaitReason, ms: number) {
    await store.wait(reason, ms)
    context.onUpdates([])
  }

  /**
   * Ends a row that no request delivered. The last one may have taken effect: changes are compared
   * with the contact or the chat once more; what cannot be looked up is unknown.
   */
  async function giveUp(job: StoredJob, row: RunRow, message: string) {
    const rejected = rejectedWith({ attribute: null, code: 'failed', message })
    if (job.kind !== 'create') {
      try {
        const { updates, absent } = await compareRows(context, job, [row])
        const given = absent.map((item) => ({ row: item, result: rejected }))
        await recordResults(context, job.id, [...updates, ...given])
      } catch (error) {
        if (!(error instanceof SourceError)) throw error
        await pauseAfter(error)
      }
      return
    }
    const unknown: RowResult = { outcome: 'unknown', message: neverAnswered, resembles: null }
    const isAbsent = isLookedFor(job)
    await recordResults(context, job.id, [{ row, result: isAbsent ? rejected : unknown }])
  }

  function isLookedFor({ kind }: StoredJob): boolean {
    if (kind === 'create') return source.writer?.creationLookup != null
    return kind !== 'status'
  }
}

const keyOf = (job: StoredJob, { line }: RunRow) => `${job.id}/${line}`

const neverAnswered = 'the source gave no clear response to any attempt'
const neverTaken = 'every attempt failed, and nothing was written'
const tooLarge = 'the source rejects it as too large, and nothing was written'
