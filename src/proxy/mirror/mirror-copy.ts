import type { FeedContext, FeedRow, SourceFeed } from '#proxy/sources/source-feed.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import { toEntry } from './contact-entry.ts'
import { eraseMirrorFile, openMirrorDatabase } from './mirror-database.ts'
import { createMirrorQuery } from './mirror-query.ts'
import { initialState, loadState, saveState } from './mirror-state.ts'
import { createMirrorStore, type Applied } from './mirror-store.ts'

const idsPerRead = 200 // with an ID more as a control they still fit into one page
/** What people may wait for as well is not read at the lowest priority. */
export const directoryCall: Call = { priority: 'prefetch' }
const retryNamesMs = 30 * 60_000

export type MirrorCopy = Awaited<ReturnType<typeof openCopy>>

/**
 * The copy in a file, and how rows of the source get into it. `report` is called if a file had to be
 * replaced.
 */
export async function openCopy(file: string, feed: SourceFeed, report: (message: string) => void) {
  const { db, replaced } = await openMirrorDatabase(file)
  if (replaced !== null) report(`${replaced}: the local copy is filled anew`)
  // Until the account's definitions are read nothing is stored.
  let context: FeedContext = { definitions: [], timeZone: 'UTC', groups: [] }
  const store = await createMirrorStore({
    db,
    derive: (bodies) => feed.toDetails(bodies, store.names, context).map(toEntry),
  })
  const state = await loadState(store)
  if (state.context) context = state.context
  /** Companies without a name, and when to ask again. */
  const nameless = new Map<number, number>()

  /** Names of companies that are not known yet, so that rows are sorted by them from the start. */
  async function nameCompanies(rows: FeedRow[], call: Call): Promise<void> {
    const details = feed.toDetails(
      rows.map(({ body }) => body),
      store.names,
      context,
    )
    const unknown = details.flatMap(({ company }) =>
      company && company.name === null && (nameless.get(company.id) ?? 0) <= Date.now()
        ? [company.id]
        : [],
    )
    if (unknown.length === 0) return
    const found = await feed.nameCompanies([...new Set(unknown)], call)
    for (const id of unknown) if (!found.has(id)) nameless.set(id, Date.now() + retryNamesMs)
    await store.rename('company', found)
  }

  async function ingest(
    rows: FeedRow[],
    reading: number,
    call: Call,
    scan: number | null = null,
  ): Promise<Applied> {
    await nameCompanies(await store.differing(rows), call)
    return store.apply(rows, reading, scan)
  }

  return {
    store,
    state,
    query: createMirrorQuery({ db, countAll: store.count, version: store.version }),
    context: () => context,
    save: () => saveState(store, state),
    ingest,
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
      if (isChanged) await store.rebuild(await store.knownIds())
    },
    clearState: () => void Object.assign(state, initialState),
    async close(): Promise<void> {
      await db.destroy()
    },
    erase: async (): Promise<void> => {
      await db.destroy()
      eraseMirrorFile(file)
    },
  }
}
