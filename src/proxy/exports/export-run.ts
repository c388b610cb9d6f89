import { setTimeout } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { maxSheetRows } from '#contract/api/exports.ts'
import type { AccessOf } from '#proxy/jobs/run/run-access.ts'
import type { Source } from '#proxy/sources/source.ts'
import { SourceError } from '#proxy/sources/transport/source-errors.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import { visibilityOf, type Visibility } from '#proxy/sources/visibility.ts'
import type { FilePlan } from './contact-file.ts'
import { ExportError } from './export-failure.ts'
import type { ExportPlace } from './export-place.ts'
import { planReading, type ReadPlan } from './export-reading.ts'
import type { ExportSettings } from './export-settings.ts'
import type { FileWriting, OpenFile } from './file-writing.ts'
import type { ExportStore } from './export-store.ts'
import {
  actorIn,
  noProgress,
  orderOf,
  type ExportProgress,
  type StoredExport,
} from './stored-export.ts'

type Options = {
  row: StoredExport
  source: Source
  store: ExportStore
  place: ExportPlace
  accessOf: AccessOf
  settings: ExportSettings
  openFile: OpenFile
  /** Aborted when it is cancelled, and when the proxy ends. */
  signal: AbortSignal
}

const namedUnreadable = 20
/** Failures of a source that pass; a read can be repeated. */
const passing = ['rate_limited', 'unreachable', 'timeout']

/** It was cancelled, or another process has taken it over: nothing more is to be said of it. */
class EndedError extends Error {
  override name = 'EndedError'
}

/**
 * Reads the contacts of an export and writes them to a file, by a thread. There is a file when all of them
 * were read; throws otherwise, and leaves nothing on the disk.
 */
export async function runExport(options: Options): Promise<void> {
  const { row, store, place, settings, signal } = options
  let progress: ExportProgress = noProgress
  let notedAt = performance.now()
  const note = async (isNow: boolean) => {
    signal.throwIfAborted()
    if (!isNow && performance.now() - notedAt < settings.noteInterval) return
    notedAt = performance.now()
    if (!(await store.note(row, progress, settings.lease))) throw new EndedError()
  }
  // While the source makes us wait, others must not take it over.
  const alive = setInterval(() => void note(true).catch(() => {}), settings.lease / 3)
  let file: FileWriting | undefined
  const path = await place.pathOf(row.id)
  try {
    const { plan, read } = await begin(options, path)
    progress = { ...progress, timeZone: read.timeZone, asOf: read.asOf }
    file = await options.openFile(plan)
    for await (const { contacts, unreadable, ...step } of read.steps) {
      checkRows(plan, step.total ?? progress.rows + contacts.length)
      const bytes = await file.add(contacts)
      await checkRoom(bytes, options)
      progress = {
        ...progress,
        ...step,
        rows: progress.rows + contacts.length,
        unreadable: {
          count: progress.unreadable.count + unreadable.length,
          rows: [...progress.unreadable.rows, ...unreadable].slice(0, namedUnreadable),
        },
      }
      await note(false)
    }
    const { bytes, cut } = await file.end()
    await file.close()
    const { rows, unreadable, total } = progress
    // A row that could not be read may be any of those that are not there.
    const asked = orderOf(row).ids?.length ?? (read.asOf === null ? null : total)
    const missing = asked === null ? 0 : Math.max(0, asked - rows - unreadable.count)
    progress = { ...progress, cut, missing }
    signal.throwIfAborted()
    await readerOf(options)
    const isOurs = await store.finish(row, { progress, bytes }, (trx) => place.store(row.id, trx))
    if (!isOurs) throw new EndedError()
  } catch (error) {
    await file?.abort().catch(() => {}) // the thread itself may have ended
    await file?.close()
    await place.remove([row.id])
    if (error instanceof EndedError || signal.aborted) return
    const failure = failureOf(error)
    if (failure === null) throw new RunError(progress, error)
    await store.fail(row, { ...progress, failure })
  } finally {
    clearInterval(alive)
  }
}

/** An export that failed for a reason of the source or of the proxy. */
export class RunError extends Error {
  override name = 'RunError'
  readonly progress: ExportProgress
  constructor(progress: ExportProgress, cause: unknown) {
    super('An export failed', { cause })
    this.progress = progress
  }
}

function failureOf(error: unknown): ExportProgress['failure'] {
  if (error instanceof ExportError) return error.failure
  const isFull = error instanceof Error && 'code' in error && error.code === 'ENOSPC'
  return isFull || (error instanceof Error && /ENOSPC/.test(error.message)) ? 'too_large' : null
}

/** What whoever ordered it may see now; throws if they may not export any more. */
async function readerOf({ row, accessOf, source }: Options): Promise<Visibility> {
  const id = source.info.id
  const access = await accessOf(actorIn(row), id)
  if (!access.of(id).may('read') || !access.of(id).may('export')) throw new ExportError('forbidden')
  return visibilityOf(access, id)
}

async function begin(options: Options, path: string): Promise<{ plan: FilePlan; read: ReadPlan }> {
  const { row, source, signal, settings } = options
  const visibility = await readerOf(options)
  const actor = actorIn(row)
  const call: Call = { priority: 'bulk', actor, client: `user ${actor.id}`, signal }
  const order = orderOf(row)

  async function ask<Answer>(request: () => Promise<Answer>): Promise<Answer> {
    const present = await readerOf(options)
    if (!isDeepStrictEqual(present, visibility)) throw new ExportError('forbidden')
    for (let attempt = 0; ; attempt++) {
      const wait = settings.retryWaits[attempt]
      try {
        return await request()
      } catch (error) {
        signal.throwIfAborted()
        const passes = error instanceof SourceError && passing.includes(error.failure)
        if (!passes || wait === undefined) throw error
        await setTimeout(wait, undefined, { signal })
      }
    }
  }

  const read = await planReading({ source, order, visibility, call, ask })
  const columns = order.columns.map((column) => ({ ...column, kind: read.kindOf(column.key) }))
  const { format, labels, isFirstOnly } = order
  const { timeZone, sort } = read
  return { plan: { path, format, labels, isFirstOnly, columns, timeZone, sort }, read }
}

function checkRows({ format }: Pick<FilePlan, 'format'>, rows: number): void {
  if (format.type === 'xlsx' && rows > maxSheetRows) throw new ExportError('too_many_rows')
}

async function checkRoom(bytes: number, { place, settings }: Options): Promise<void> {
  if (bytes > settings.maxBytes || (await place.free()) < settings.minFree)
    throw new ExportError('too_large')
}
