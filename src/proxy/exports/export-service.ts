import { randomUUID } from 'node:crypto'
import type { ExportedFile, ExportOrder } from '#contract/api/exports.ts'
import type { Problem } from '#contract/api/problem.ts'
import type { AccessOf } from '#proxy/jobs/run/run-access.ts'
import { NotFoundError } from '#proxy/not-found.ts'
import type { Actor } from '#proxy/sources/transport/source-call.ts'
import type { Source } from '#proxy/sources/source.ts'
import type { Store } from '#proxy/store/state-store.ts'
import { within } from '#proxy/within.ts'
import { writeInThread, type OpenFile } from './file-writing.ts'
import { checkOrder } from './export-reading.ts'
import type { ExportPlace } from './export-place.ts'
import { RunError, runExport } from './export-run.ts'
import { defaultExportSettings, type ExportSettings } from './export-settings.ts'
import { createExportStore, type ExportOwner } from './export-store.ts'
import { noProgress, orderOf, toExport, type StoredExport } from './stored-export.ts'

type Options = {
  store: Store
  sources: Source[]
  place: ExportPlace
  accessOf: AccessOf
  /** The code and message of a failure of a source or of the proxy. */
  problemOf: (error: unknown) => Pick<Problem, 'code' | 'message'>
  settings?: Partial<ExportSettings> | undefined
  openFile?: OpenFile
  onError: (error: unknown) => void
}

const closeDeadlineMs = 2000

/** Files of contacts that the proxy makes: each belongs to whoever ordered it, for a day. */
export function createExports(options: Options) {
  const { store, sources, place, accessOf, problemOf, onError, openFile = writeInThread } = options
  const settings = { ...defaultExportSettings, ...options.settings }
  const stored = createExportStore(store)
  const owner = randomUUID()
  const running = new Map<string, { control: AbortController; ended: Promise<void> }>()
  let polling: NodeJS.Timeout | undefined
  let isClosed = false
  let next: Promise<void> = Promise.resolve()

  async function run(row: StoredExport, signal: AbortSignal): Promise<void> {
    const source = sources.find(({ info }) => info.id === row.source_id)
    try {
      if (!source) throw new NotFoundError(`No source ${row.source_id}`)
      await runExport({ row, source, store: stored, place, accessOf, settings, openFile, signal })
    } catch (error) {
      const { progress, cause } =
        error instanceof RunError ? error : { progress: noProgress, cause: error }
      const problem = problemOf(cause)
      if (problem.code === 'internal') onError(cause)
      await stored.fail(row, { ...progress, failure: 'problem', problem })
    }
  }

  /** Begins what waits, as long as this process has room for it. */
  async function beginNext(): Promise<void> {
    while (!isClosed && running.size < settings.parallel) {
      const row = await stored.claim(owner, settings.lease)
      if (!row) return
      const control = new AbortController()
      const ended = run(row, control.signal)
        .catch(onError)
        .finally(() => {
          running.delete(row.id)
          wake()
        })
      running.set(row.id, { control, ended })
    }
  }
  /** One after the other, so that none is begun beyond the limit. */
  function wake(): void {
    if (!isClosed) next = next.then(beginNext).catch(onError)
  }

  async function clean(): Promise<void> {
    await place.remove(await stored.remove('expired'))
    await place.clean(() => stored.ids())
  }

  async function removeAll(which: Parameters<typeof stored.remove>[0]): Promise<void> {
    const ids = await stored.remove(which)
    for (const id of ids) running.get(id)?.control.abort()
    // A source that does not respond must not delay it: what is left then is removed with the run.
    await within(closeDeadlineMs, Promise.all(ids.flatMap((id) => running.get(id)?.ended ?? [])))
    await place.remove(ids)
  }

  async function order(source: Source, actor: Actor, ordered: ExportOrder): Promise<ExportedFile> {
    checkOrder(source, ordered)
    const row = await stored.add({ source: source.info.id, actor }, ordered)
    wake()
    return toExport(row)
  }

  return {
    order,
    list: async (about: ExportOwner) => (await stored.list(about)).map(toExport),
    get: async (about: ExportOwner, id: string) => toExport(await stored.get(about, id)),
    /** The same again, as of now. */
    repeat: async (source: Source, actor: Actor, id: string): Promise<ExportedFile> =>
      order(source, actor, orderOf(await stored.get({ source: source.info.id, actor }, id))),

    async cancel(about: ExportOwner, id: string): Promise<ExportedFile> {
      const row = await stored.cancel(about, id)
      running.get(id)?.control.abort()
      return toExport(row)
    },
    async remove(about: ExportOwner, id: string): Promise<void> {
      const row = await stored.get(about, id)
      await removeAll({ id: row.id })
    },
    /** Ends and erases whatever somebody has ordered, or whatever is of a source. */
    removeOf: (which: { actor: string } | { source: string }): Promise<void> => removeAll(which),

    /** The file of a finished export, which is recorded before a byte of it leaves. */
    async download(about: ExportOwner, id: string) {
      const row = await stored.get(about, id)
      if (row.state !== 'ready') throw new NotFoundError(`The export ${id} has no file`)
      await stored.downloaded(row, about.actor)
      return { ...toExport(row), content: place.read(row.id) }
    },

    /** Erases what is too old, and what belongs to nothing any more. */
    clean,

    /** Resolves when nothing is running; for tests. */
    async idle(): Promise<void> {
      await next
      while (running.size > 0) {
        await Promise.all([...running.values()].map(({ ended }) => ended))
        await next
      }
    },

    async begin(): Promise<void> {
      // There is no other process that could run them.
      if (store.dialect === 'sqlite') await stored.releaseAll()
      await clean()
      wake()
      const look = () => {
        wake()
        void clean().catch(onError)
      }
      polling = setInterval(look, settings.poll)
      polling.unref()
    },
    async close(): Promise<void> {
      isClosed = true
      clearInterval(polling)
      for (const { control } of running.values()) control.abort()
      await within(closeDeadlineMs, Promise.all([...running.values()].map(({ ended }) => ended)))
      await stored.release(owner).catch(onError)
      await place.close()
    },
  }
}
export type Exports = ReturnType<typeof createExports>
