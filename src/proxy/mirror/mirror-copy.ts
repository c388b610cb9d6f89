import {
  emptyContext,
  type FeedContext,
  type FeedRow,
  type SourceFeed,
} from '#proxy/sources/source-feed.ts'
import type { ContactChanges } from '#proxy/sources/contact-changes.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import type { MirrorPlace } from './mirror-place.ts'
import { initialState, loadState, saveState } from './mirror-state.ts'
import { createMirrorStore, type Applied } from './mirror-store.ts'

const idsPerRead = 200 // with an ID more as a control they still fit into one page
/** What people may wait for as well is not read at the lowest priority. */
export const directoryCall: Call = { priority: 'prefetch' }
const retryNamesMs = 30 * 60_000

export type MirrorCopy = Awaited<ReturnType<typeof openCopy>>

type Options = {
  place: MirrorPlace
  feed: SourceFeed
  /** Called if a copy had to be replaced, or lacks something. */
  report: (message: string) => void
  /** Called with contacts that are other ones now. */
  onChange: (changes: ContactChanges) => void
  /** Called if the copy can no longer be written: it has to be opened again. */
  onEnd: (error: Error) => void
  /** Called if one of its queries has ended unexpectedly; others go on. */
  onReaderEnd: (error: Error) => void
}

/** The copy in its place, and how rows of the source get into it. */
export async function openCopy({ place, feed, report, onChange, onEnd, onReaderEnd }: Options) {
  const { writer, reader, opened, size, close } = await place.open({
    rows: feed.dialect,
    report,
    onCrash: (error, role) => (role === 'writer' ? onEnd(error) : onReaderEnd(error)),
  })
  if (opened.replaced !== null) report(`${opened.replaced}: the local copy is filled anew`)
  const store = createMirrorStore(writer, opened, onChange)
  const state = await loadState(store)
  let context: FeedContext = state.context ?? emptyContext
  const passContext = () => Promise.all([store.setContext(context), reader.setContext(context)])
  await passContext()
  /** Companies without a name, and when to ask again. */
  const nameless = new Map<number, number>()

  /** Names of companies that are not known yet, so that rows are sorted by them from the start. */
  async function nameCompanies(rows: FeedRow[], call: Call): Promise<void> {
    const named = rows.flatMap(({ companyId, companyName }) =>
      companyId !== null && companyName ? [[companyId, companyName] as const] : [],
    )
    if (named.length > 0) await store.rename('company', new Map(named))
    if (!feed.nameCompanies) return
    const companies = new Set(rows.flatMap(({ companyId }) => companyId ?? []))
    const unnamed = await store.unnamedOf([...companies])
    const unknown = unnamed.filter((id) => (nameless.get(id) ?? 0) <= Date.now())
    if (unknown.length === 0) return
    const found = await feed.nameCompanies(unknown, call)
    for (const id of unknown) if (!found.has(id)) nameless.set(id, Date.now() + retryNamesMs)
    await store.rename('company', found)
  }

  async function ingest(
    rows: FeedRow[],
    reading: number,
    call: Call,
    scan: number | null = null,
  ): Promise<Applied> {
    await nameCompanies(rows, call)
    return store.apply(rows, reading, scan)
  }

  return {
    store,
    state,
    reader,
    size,
    context: () => context,
    save: () => saveState(store, state),
    ingest,
    /** Reads how many chats contacts have; false if the account does not tell it. */
    readChats: async (ids: number[], call: Call): Promise<boolean> => {
      const reading = store.beginReading()
      const counts = (await feed.countChats?.(ids, call)) ?? null
      if (counts === null) return false
      await store.applyChats(counts, reading)
      return true
    },
    /** Reads contacts by ID; what is certainly gone is removed. Returns the IDs without an answer. */
    reread: async (
      ids: number[],
      call: Call,
    ): Promise<{ removed: number; unanswered: number[] }> => {
      const result: { removed: number; unanswered: number[] } = { removed: 0, unanswered: [] }
      for (let first = 0; first < ids.length; first += idsPerRead) {
        const some = ids.slice(first, first + idsPerRead)
        const reading = store.beginReading()
        const { rows, missing } = await feed.readRows(some, { ...call, isFresh: true })
        const { outdated } = await ingest(rows, reading, call)
        result.unanswered.push(...outdated)
        result.removed += await store.remove(missing, reading)
        const answered = new Set([...rows.map(({ id }) => id), ...missing])
        result.unanswered.push(...some.filter((id) => !answered.has(id)))
      }
      return result
    },
    /** Takes over definitions and names; what depends on changed ones is derived anew. */
    refreshContext: async (): Promise<void> => {
      const [current, users] = await Promise.all([
        feed.readContext(directoryCall),
        feed.listUsers(directoryCall),
      ])
      const isChanged = JSON.stringify(current) !== JSON.stringify(context)
      context = current
      state.context = current
      await store.rename('user', users)
      if (!isChanged) return
      await passContext()
      await store.rebuild()
    },
    clearState: () => void Object.assign(state, initialState),
    close,
    erase: async (): Promise<void> => {
      await close()
      await place.erase()
    },
  }
}
