import { emptyContext, type FeedContext, type RowDialect } from '#proxy/sources/source-feed.ts'
import { rowReaders } from '#proxy/sources/row-readers.ts'
import { readContent } from './mirror-content.ts'
import { createMirrorReader } from './mirror-reader.ts'
import type { ReadableCopy } from './mirror-reads.ts'
import { initialState, toState, type MirrorState } from './mirror-state.ts'
import { isSameToken, type MakeMark } from './token-mark.ts'
import { readProblem } from './stored-problem.ts'
import {
  lacksTable,
  openPostgresReading,
  sizeOfPostgresMirror,
  type PostgresPlace,
} from './postgres-mirror.ts'

/** A copy that another process writes, as its tables have it. */
export function createFollowedCopy(
  place: PostgresPlace,
  rows: RowDialect,
  makeMark: MakeMark | undefined,
) {
  const database = openPostgresReading(place)
  const { db } = database
  const newReader = () => createMirrorReader(database, rowReaders[rows])
  let known: { text: string | undefined; state: MirrorState; reader: ReadableCopy['reader'] } = {
    text: undefined,
    state: initialState,
    reader: newReader(),
  }
  const contextOf = (state: MirrorState): FeedContext => state.context ?? emptyContext

  /** Undefined before anything was stored. */
  async function readMeta(key: 'state' | 'problem'): Promise<string | undefined> {
    try {
      const row = await db
        .selectFrom('meta')
        .select('value')
        .where('key', '=', key)
        .executeTakeFirst()
      return row?.value
    } catch (error) {
      if (lacksTable(error)) return undefined
      throw error
    }
  }

  /**
   * To be called before a page, so that no later time is claimed than its content has; returns
   * whether the state is another one now.
   */
  async function refresh(): Promise<boolean> {
    const text = await readMeta('state')
    if (text === known.text) return false
    const state = toState(text)
    const isSame = state.startedAt === known.state.startedAt
    // What it has counted belongs to a copy that was thrown away.
    const reader = isSame ? known.reader : newReader()
    const isOtherContext = JSON.stringify(state.context) !== JSON.stringify(known.state.context)
    if (!isSame || isOtherContext) await reader.setContext(contextOf(state))
    known = { text, state, reader }
    return true
  }

  return {
    refresh,
    /** Passes a reading on; one that was thrown away meanwhile is not complete any more. */
    async readable<Result>(reading: Promise<Result>): Promise<Result> {
      try {
        return await reading
      } catch (error) {
        if (lacksTable(error)) await refresh()
        throw error
      }
    },
    /** As of the last refresh. */
    complete(): ReadableCopy | undefined {
      const { state, reader } = known
      return state.isComplete && isSameToken(state.token, makeMark)
        ? { state, reader, context: () => contextOf(state) }
        : undefined
    },
    async describe() {
      await refresh()
      const problem = readProblem(await readMeta('problem'))
      const { count } = known.text === undefined ? { count: 0 } : await readContent(db)
      return { state: known.state, count, bytes: await sizeOfPostgresMirror(db, place), problem }
    },
    close: () => db.destroy(),
  }
}
