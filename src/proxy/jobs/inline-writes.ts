import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import type { RowResult } from '#contract/api/row-results.ts'
import type { Source } from '#proxy/sources/source.ts'
import type { Actor } from '#proxy/sources/transport/source-call.ts'
import { SourceError } from '#proxy/sources/transport/source-errors.ts'
import type { Store } from '#proxy/store/state-store.ts'
import type { NewRow } from '#proxy/jobs/orders/job-input.ts'
import { runInline } from '#proxy/jobs/run/inline-run.ts'
import type { AccessOf } from '#proxy/jobs/run/run-access.ts'
import type { RunContext } from '#proxy/jobs/run/run-context.ts'
import {
  claimCreates,
  KeyTakenError,
  rowAt,
  sentAgo,
  type KeyedCreate,
  type RowPlace,
} from '#proxy/jobs/store/create-keys.ts'
import { holdInline } from '#proxy/jobs/store/inline-lease.ts'
import { LostLeaseError } from '#proxy/jobs/store/job-lease.ts'
import type { JobStore, NewJob } from '#proxy/jobs/store/job-store.ts'
import { toRow, type StoredJob } from '#proxy/jobs/store/job-view.ts'
import { createRunStore } from '#proxy/jobs/store/run-store.ts'
import type { JobSettings } from './job-settings.ts'

type Options = {
  store: Store
  jobs: JobStore
  settings: JobSettings
  onError: (error: unknown) => void
  accessOf: AccessOf
  /** Notifies those waiting for a change of a source's jobs. */
  notify: (sourceId: string) => void
  /** Resolves at the next notification, after `ms` milliseconds at the latest. */
  next: (sourceId: string, ms: number) => Promise<void>
  /** Makes the runner look up rows that processes left when they died. */
  kick: (sourceId: string) => void
}

export type InlineAnswer = {
  /** In the order of the request. */
  results: RowResult[]
  /** ID of the job with the journal; null if all results were known already. */
  job: string | null
  /** Why the outcome of some rows is unknown, or why they were not sent. */
  failure: SourceError | undefined
}

/** Milliseconds; shorter leases would expire while a new process still compiles its code. */
const minLease = 2000
const maxWait = 45_000 // milliseconds that a repeated create waits for the first one

/**
 * Writes of a single request: as an unlisted job that uses the planner, journal and look-ups of
 * other jobs, but runs immediately and with the priority of a user.
 */
export function createInlineWrites(options: Options) {
  const { store, jobs, settings, onError, notify, accessOf } = options
  const ttl = Math.max(settings.lease, minLease)

  const edit = (source: Source, rows: NewRow[], actor: Actor) => write(source, 'edit', rows, actor)

  async function write(
    source: Source,
    kind: 'edit' | 'status' | 'chats',
    rows: NewRow[],
    actor: Actor,
  ): Promise<InlineAnswer> {
    const { job } = await jobs.begin(newJob(source, kind, actor), (trx, id) =>
      jobs.insertRows(trx, id, rows, 0),
    )
    const places = rows.map((_row, index) => ({ jobId: job.id, line: index + 1 }))
    const { results, failure } = await afterRun(source, job, places)
    return answer(job.id, results, failure)
  }

  /**
   * `tries`: rows that another request was sending, and that were cancelled there, are sent by this
   * one.
   */
  async function create(
    source: Source,
    creates: KeyedCreate[],
    actor: Actor,
    tries = 3,
  ): Promise<InlineAnswer> {
    const { job, places } = await claimed(source, creates, actor)
    if (job.total === 0) await jobs.drop(job)
    const { results, failure } = await afterRun(source, job, places)
    const isLeftOver = results.some(
      ({ outcome }, index) => outcome === 'cancelled' && places[index]?.jobId !== job.id,
    )
    if (isLeftOver && tries > 1) return create(source, creates, actor, tries - 1)
    return answer(job.total > 0 ? job.id : null, results, failure)
  }

  /** Claims the keys of a request; if another request claimed one first, tries again after it. */
  async function claimed(source: Source, creates: KeyedCreate[], actor: Actor, tries = 3) {
    let places: RowPlace[] = []
    try {
      const { job } = await jobs.begin(newJob(source, 'create', actor), async (trx, jobId) => {
        const claim = await claimCreates(trx, creates, { sourceId: source.info.id, jobId })
        places = claim.places
        return claim.total
      })
      return { job, places }
    } catch (error) {
      if (!(error instanceof KeyTakenError) || tries <= 1) throw error
      return claimed(source, creates, actor, tries - 1)
    }
  }

  const newJob = (source: Source, kind: NewJob['kind'], actor: Actor): NewJob => ({
    id: randomUUID(),
    source_id: source.info.id,
    kind,
    title: null,
    state: 'inline',
    key: randomUUID(),
    hash: '',
    shared: null,
    query: null,
    tag: null,
    undo_of: null,
    retry_of: null,
    actor_id: actor.id,
    actor_name: actor.name,
    actor_address: actor.address,
    is_inline: 1,
    inline_until: sql<number>`${store.now} + ${ttl}`,
  })

  /**
   * What became of the rows at these places, once those of the job have been run. Where our own state fails
   * after something was sent, nobody may say that nothing was written.
   */
  async function afterRun(source: Source, job: StoredJob, places: RowPlace[]) {
    const progress = { isSent: false }
    try {
      const failure = job.total > 0 ? await run(source, job, progress) : undefined
      return { results: await resultsAt(source, places), failure }
    } catch (error) {
      if (!progress.isSent || error instanceof SourceError) throw error
      onError(error)
      const message = 'What became of the write could not be recorded'
      throw new SourceError('unreachable', message, { mayHaveHappened: true, cause: error })
    }
  }

  async function run(
    source: Source,
    job: StoredJob,
    progress: { isSent: boolean },
  ): Promise<SourceError | undefined> {
    const lease = holdInline({ store, jobId: job.id, ttl, onError })
    const call = { priority: 'person', isFresh: true, beforeSend: lease.check } as const
    try {
      const runStore = createRunStore(store, source.info.id, lease)
      const context: RunContext = {
        source,
        store: {
          ...runStore,
          async beginSend(...send) {
            await runStore.beginSend(...send)
            progress.isSent = true
          },
        },
        call,
        // Never an older cursor: contacts created before this send are not results of this request.
        cursor: async () => source.writer?.creationLookup?.cursor(call),
        onUpdates: () => notify(source.info.id),
        onError,
        accessOf,
        isInline: true,
      }
      const waitForLateWrites = async () => {
        const ago = await sentAgo(store.db, store.now, await context.store.sending(job))
        await pause(Math.max(0, settings.unknownOutcomeDelay - ago))
      }
      const failure = await runInline(context, job, { waitForLateWrites })
      await context.store.end(job)
      notify(source.info.id)
      return failure
    } catch (error) {
      if (!(error instanceof LostLeaseError)) throw error
      // The process that has taken over determines the outcome; for this request it is unknown.
      onError(error)
      throw new SourceError('timeout', error.message, { mayHaveHappened: true, cause: error })
    } finally {
      await lease.release()
    }
  }

  /** The results of rows; waits for those that other requests are still sending. */
  async function resultsAt(source: Source, places: RowPlace[]): Promise<RowResult[]> {
    const until = performance.now() + maxWait
    const results: RowResult[] = []
    for (const place of places) {
      let result = await resultAt(place)
      while (isOpen(result) && performance.now() < until) {
        options.kick(source.info.id)
        await options.next(source.info.id, 200)
        result = await resultAt(place)
      }
      results.push(isOpen(result) ? underWay : result)
    }
    return results
  }

  async function resultAt(place: RowPlace): Promise<RowResult> {
    const row = await rowAt(store.db, place)
    return row ? toRow(row).result : underWay
  }

  const setStatus = (source: Source, row: NewRow, actor: Actor) =>
    write(source, 'status', [row], actor)

  const linkChats = (source: Source, rows: NewRow[], actor: Actor) =>
    write(source, 'chats', rows, actor)

  return { edit, create, setStatus, linkChats }
}

const isOpen = ({ outcome }: RowResult): boolean => outcome === 'pending' || outcome === 'sending'

const underWay: RowResult = {
  outcome: 'unknown',
  message: 'the same request is still in progress: repeat it with the same key',
  resembles: null,
}

/** If the source accepted no row of a request, its failure is thrown. */
function answer(
  job: string | null,
  results: RowResult[],
  failure: SourceError | undefined,
): InlineAnswer {
  const isNothing = results.every(({ outcome }) => outcome === 'cancelled' || outcome === 'pending')
  if (failure && isNothing) throw failure
  return { results, job, failure }
}
