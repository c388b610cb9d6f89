import { randomUUID } from 'node:crypto'
import type { CreationCursor, Source } from '#proxy/sources/source.ts'
import type { Store } from '#proxy/store/state-store.ts'
import { adoptInline } from '#proxy/jobs/store/inline-lease.ts'
import { acquireLease, LostLeaseError, type Lease } from '#proxy/jobs/store/job-lease.ts'
import type { RunContext } from './run-context.ts'
import { createRunStore, type RowUpdate } from '#proxy/jobs/store/run-store.ts'
import type { JobSettings } from '#proxy/jobs/job-settings.ts'
import type { AccessOf } from './run-access.ts'
import { runSource } from './source-run.ts'
import type { RunControl } from './run-control.ts'

type Options = {
  store: Store
  source: Source
  settings: JobSettings
  onError: (error: unknown) => void
  /** Called with results, and on every other change of a job of this source. */
  onChange: (sourceId: string, updates: RowUpdate[]) => void
  accessOf: AccessOf
}

/** Runs the jobs of one source whenever there are any and no other process runs them. */
export function createRunner(options: Options) {
  const { store, source, settings, onError, onChange, accessOf } = options
  const sourceId = source.info.id
  const owner = randomUUID()
  let isStopping = false
  let running: Promise<void> | undefined
  let isKicked = false
  let isToResume = false
  let wake = () => {}

  const control: RunControl = {
    isOver: () => isStopping,
    mustResume() {
      const must = isToResume
      isToResume = false
      return must
    },
    wait: (ms) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, Math.min(ms, settings.poll))
        timer.unref()
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      }),
  }

  async function run() {
    if (await adoptInline(store, sourceId)) onChange(sourceId, [])
    const hasWork = await store.db
      .selectFrom('jobs')
      .select('id')
      .where('source_id', '=', sourceId)
      .where('state', '=', 'open')
      .limit(1)
      .executeTakeFirst()
    if (!hasWork || isStopping) return
    const lease = await acquireLease({ store, sourceId, owner, ttl: settings.lease, onError })
    if (!lease) return
    try {
      const context = contextOf(lease)
      await runSource({ source, store: context.store, context, settings, control })
    } finally {
      await lease.release()
    }
  }

  function contextOf(lease: Lease): RunContext {
    const creationLookup = source.writer?.creationLookup ?? null
    let cursor: Promise<CreationCursor> | undefined
    const beforeSend = () => {
      lease.check()
      if (isStopping) throw new LostLeaseError('The proxy is shutting down')
    }
    const call = { priority: 'bulk', isFresh: true, beforeSend } as const
    const runStore = createRunStore(store, sourceId, lease)
    return {
      source,
      store: runStore,
      call,
      onError,
      accessOf,
      isInline: false,
      async cursor() {
        if (!creationLookup) return undefined
        cursor ??= runStore.newestCreated().then((id) => creationLookup.cursor(call, id))
        cursor.catch(() => (cursor = undefined))
        return cursor
      },
      onUpdates(updates) {
        const ids = updates.flatMap(({ result }) =>
          result.outcome === 'created' ? [result.id] : [],
        )
        if (cursor && ids.length > 0)
          cursor = cursor.then(({ id, at }) => ({
            id: ids.reduce((a, b) => Math.max(a, b), id),
            at,
          }))
        onChange(sourceId, updates)
      },
    }
  }

  /** Checks for open jobs; if a run is in progress, checks again at its end. */
  function kick() {
    isKicked = true
    wake()
    running ??= (async () => {
      try {
        while (isKicked && !isStopping) {
          isKicked = false
          await run()
        }
      } catch (error) {
        // Another process has taken over, or the store is unavailable: the next kick continues.
        if (!(error instanceof LostLeaseError)) onError(error)
      } finally {
        running = undefined
      }
    })()
  }

  return {
    kick,
    /** Calls to the source may continue immediately, ending any pause it asked for. */
    resume() {
      isToResume = true
      kick()
    },
    /** Sends nothing more and waits for requests in flight, at most `deadlineMs` milliseconds. */
    async stop(deadlineMs: number) {
      isStopping = true
      wake()
      let timer: NodeJS.Timeout | undefined
      const late = new Promise((resolve) => (timer = setTimeout(resolve, deadlineMs)))
      await Promise.race([running, late])
      clearTimeout(timer)
    },
  }
}
export type Runner = ReturnType<typeof createRunner>
