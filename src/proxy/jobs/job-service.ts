import type { CsvSeparator } from '#contract/model/csv.ts'
import type { JobUndo } from '#contract/api/job-undo.ts'
import type { JobPart, JobRequest, JobRetry, JobRowQuery } from '#contract/api/jobs.ts'
import type { Actor, Call } from '#proxy/sources/transport/source-call.ts'
import type { Source } from '#proxy/sources/source.ts'
import { localAccess } from '#proxy/auth/access.ts'
import type { AccessOf } from '#proxy/jobs/run/run-access.ts'
import type { Store } from '#proxy/store/state-store.ts'
import { failedCsv, failures } from './failed-csv.ts'
import { createInlineWrites } from './inline-writes.ts'
import { jobEvents } from './job-event-stream.ts'
import { createJobOrders } from '#proxy/jobs/orders/job-orders.ts'
import { createJobStore } from '#proxy/jobs/store/job-store.ts'
import { toJob, toRow, type StoredJob, type StoredRow } from '#proxy/jobs/store/job-view.ts'
import { clearJobs, purgeJobs } from '#proxy/jobs/store/job-retention.ts'
import { createRunner, type Runner } from '#proxy/jobs/run/job-runner.ts'
import type { RowUpdate } from '#proxy/jobs/store/run-store.ts'
import { visibleRows, withoutOthers } from './visible-rows.ts'
import { defaultJobSettings, type JobSettings } from './job-settings.ts'
import { previewUndo } from '#proxy/jobs/plan/undo-preview.ts'

/** Called for every row that received a result. */
type JobObserver = { ended: (sourceId: string, outcome: string) => void }

type Options = {
  store: Store
  sources: Source[]
  settings?: Partial<JobSettings>
  observer?: JobObserver
  /** Called with errors that occur outside of requests. */
  onError?: (error: unknown) => void
  /** What somebody who has ordered a job may do now; by default everything. */
  accessOf?: AccessOf
}

const ignore = () => {}
const everything: AccessOf = () => Promise.resolve(localAccess)
const closeDeadlineMs = 3000 // the process is killed after five seconds
const rowsAtOnce = 500
const newestJobs = 50 // whose changes are told

/** Bulk writes of all sources: creates, runs, follows and undoes them. */
export function createJobs(options: Options) {
  const { store, sources, observer, onError = ignore, accessOf = everything } = options
  const settings = { ...defaultJobSettings, ...options.settings }
  const jobs = createJobStore(store)
  const orders = createJobOrders(jobs)
  const changes = createJobNotifier()
  const closing = new AbortController()
  const runners = new Map<string, Runner>()
  let followers = new AbortController()
  let polling: NodeJS.Timeout | undefined
  let purging: NodeJS.Timeout | undefined

  const onChange = (sourceId: string, updates: RowUpdate[]) => {
    for (const { result } of updates) observer?.ended(sourceId, result.outcome)
    changes.notify(sourceId)
  }
  const makeRunners = () => {
    for (const source of sources)
      runners.set(
        source.info.id,
        createRunner({ store, source, settings, onError, onChange, accessOf }),
      )
  }
  makeRunners()

  const kick = (sourceId: string) => runners.get(sourceId)?.kick()
  const view = async (job: StoredJob) => toJob(job, (await jobs.parts(job)).length)
  const started = async (job: StoredJob) => {
    kick(job.source_id)
    changes.notify(job.source_id)
    return view(job)
  }
  const made = async ({ job, isNew }: { job: StoredJob; isNew: boolean }) => ({
    job: await started(job),
    isNew,
  })

  const stopRunners = () =>
    Promise.all([...runners.values()].map((runner) => runner.stop(closeDeadlineMs)))

  async function* failedPages(
    source: Source,
    job: StoredJob,
    call: Call,
  ): AsyncIterable<StoredRow[]> {
    for (let after = 0; ;) {
      const which = { outcomes: failures, orInPart: true, after, limit: rowsAtOnce }
      const rows = await jobs.rows(job.id, which)
      if (rows.length === 0) return
      yield await visibleRows(source, job, rows, call)
      after = rows.at(-1)?.line ?? after
    }
  }

  const inline = createInlineWrites({
    store,
    accessOf,
    jobs,
    settings,
    onError,
    kick,
    notify: (sourceId) => changes.notify(sourceId),
    next: (sourceId, ms) => changes.next(sourceId, ms, closing.signal),
  })

  return {
    /** Writes of a single request, which return when they are done. */
    editContacts: inline.edit,
    createContacts: inline.create,
    setStatus: inline.setStatus,
    linkChats: inline.linkChats,

    create: async (source: Source, body: JobRequest, actor: Actor) =>
      made(await orders.create(source, body, actor)),

    async addPart(source: Source, id: string, part: number, body: JobPart) {
      const job = await jobs.get(source.info.id, id)
      return view(await orders.addPart(source, job, part, body))
    },
    async start(source: Source, id: string, rows: number) {
      return started(await orders.start(await jobs.get(source.info.id, id), rows))
    },
    /** Ends whatever somebody has ordered, as far as it was not sent. */
    async cancelOf(actorId: string): Promise<void> {
      for (const job of await jobs.openOf(actorId)) await started(await jobs.cancel(job))
    },
    async cancel(source: Source, id: string) {
      return started(await jobs.cancel(await jobs.get(source.info.id, id)))
    },
    async retry(source: Source, id: string, body: JobRetry, actor: Actor) {
      return made(await orders.retry(source, await jobs.get(source.info.id, id), body, actor))
    },
    async undo(source: Source, id: string, body: JobUndo, actor: Actor) {
      return made(await orders.undo(source, await jobs.get(source.info.id, id), body, actor))
    },
    async previewUndo(source: Source, id: string, page: number, size: number, call: Call) {
      const job = await jobs.get(source.info.id, id)
      return previewUndo({ store, source, job, page, size, call, onError })
    },

    /** The newest jobs with another version than the known one, by ID. */
    async changedSince(sourceId: string, known: ReadonlyMap<string, number>) {
      const newest = await jobs.list(sourceId, 1, newestJobs)
      const changed = newest.filter(({ id, version }) => known.get(id) !== version)
      const items = await Promise.all(changed.map(view))
      return { items, isActive: newest.some(({ state }) => state === 'open') }
    },
    /** Resolves when jobs of a source may have changed, after `ms` milliseconds, or on abort. */
    next: (sourceId: string, ms: number, signal: AbortSignal): Promise<void> =>
      changes.next(sourceId, ms, signal),

    get: async (source: Source, id: string) => view(await jobs.get(source.info.id, id)),
    /** `actorId`: only those that somebody has ordered. */
    async list({ info }: Source, page: number, size: number, actorId?: string | null) {
      const found = await jobs.list(info.id, page, size, actorId)
      const items = await Promise.all(found.slice(0, size).map(view))
      return { items, page, hasNext: found.length > size }
    },
    async rows(source: Source, id: string, { outcome, page, size }: JobRowQuery, call: Call) {
      const job = await jobs.get(source.info.id, id)
      const found = await jobs.rows(job.id, {
        outcomes: outcome && [outcome],
        offset: (page - 1) * size,
        limit: size + 1,
      })
      const rows = found.slice(0, size)
      const seen = await visibleRows(source, job, rows, call)
      const items = await withoutOthers(source, seen.map(toRow), call)
      const leftOut = rows.length - seen.length
      return { items, page, hasNext: found.length > size, leftOut }
    },
    async failedCsv(
      source: Source,
      id: string,
      format: { bom: boolean; separator: CsvSeparator },
      call: Call,
    ) {
      const job = await jobs.get(source.info.id, id)
      return failedCsv(failedPages(source, job, call), format)
    },
    /** Ends with the job, with the signal, or when the proxy closes. */
    async events(source: Source, id: string, lastSeen: number | undefined, signal: AbortSignal) {
      const sourceId = source.info.id
      await jobs.get(sourceId, id) // a missing job is reported before the stream starts
      const over = AbortSignal.any([signal, closing.signal, followers.signal])
      return jobEvents({
        read: async () => view(await jobs.get(sourceId, id)),
        next: (ms) => changes.next(sourceId, ms, over),
        lastSeen,
        minInterval: settings.notifyInterval,
        isOver: () => over.aborted,
      })
    },

    /** Resumes jobs left by an earlier run, and by other processes that die. */
    begin() {
      const kickAll = () => {
        for (const runner of runners.values()) runner.kick()
      }
      kickAll()
      polling = setInterval(kickAll, settings.poll)
      const clean = () => void purgeJobs(store, settings.retention).catch(onError)
      clean()
      purging = setInterval(clean, 3_600_000)
    },

    /** Jobs that wait for their source continue immediately. */
    resume() {
      for (const runner of runners.values()) runner.resume()
    },

    /** Deletes every job; running ones stop after the requests in flight. */
    async clear() {
      followers.abort()
      followers = new AbortController()
      await stopRunners()
      await clearJobs(store)
      makeRunners()
    },

    async countOpen(): Promise<Map<string, number>> {
      const rows = await store.db
        .selectFrom('jobs')
        .select(['source_id', (eb) => eb.fn.countAll<number>().as('open')])
        .where('state', '=', 'open')
        .groupBy('source_id')
        .execute()
      return new Map(rows.map(({ source_id: id, open }) => [id, Number(open)]))
    },

    async close() {
      clearInterval(polling)
      clearInterval(purging)
      closing.abort()
      await stopRunners()
    },
  }
}
export type Jobs = ReturnType<typeof createJobs>

/** Notifies followers of a change of jobs; they read the new state themselves. */
function createJobNotifier() {
  const followers = new Set<{ sourceId: string; wake: () => void }>()
  return {
    notify(sourceId: string) {
      for (const follower of followers) if (follower.sourceId === sourceId) follower.wake()
    },
    /** Resolves at the next change of a source's jobs, after `ms` milliseconds, or on abort. */
    next(sourceId: string, ms: number, signal: AbortSignal): Promise<void> {
      return new Promise((resolve) => {
        const done = () => {
          followers.delete(follower)
          clearTimeout(timer)
          signal.removeEventListener('abort', done)
          resolve()
        }
        const follower = { sourceId, wake: done }
        const timer = setTimeout(done, ms)
        timer.unref()
        followers.add(follower)
        if (signal.aborted) done()
        else signal.addEventListener('abort', done, { once: true })
      })
    },
  }
}
