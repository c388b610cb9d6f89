import type { ContactQuery } from '#contract/api/contacts.ts'
import { isTalkKey } from '#contract/model/talk-key.ts'
import { keysOf } from '#proxy/sources/supported-query.ts'
import type { Visibility } from '#proxy/sources/visibility.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import type { CopyHolder } from './copy-holder.ts'
import type { MirrorCopy } from './mirror-copy.ts'

type Options = {
  held: CopyHolder
  /** Reads what is kept beside contacts. */
  readTalks: (ids: number[]) => Promise<void>
}

export type FreshMatches = { ids: number[]; unread: number[] }

/**
 * Which of some contacts match a query, once they and what it compares were read again at the source.
 * What was written just before is not waited for: a reading from before it does not count as one.
 */
export const createFreshMatches =
  ({ held, readTalks }: Options) =>
  async (
    ids: number[],
    query: ContactQuery,
    visibility: Visibility,
    call: Call,
  ): Promise<FreshMatches> => {
    const made = await held.open()
    if (made !== held.complete()) throw new Error('The local copy is not complete')
    const unread = new Set(await readAgain(made, ids, call))
    const keys = keysOf(query)
    if (keys.includes('chats')) await made.readChats(ids, call)
    if (keys.some(isTalkKey)) await readTalks(ids)
    const read = ids.filter((id) => !unread.has(id) && (query.ids?.includes(id) ?? true))
    if (read.length === 0) return { ids: [], unread: [...unread] }
    const parts = await held.readable(made.reader.ids({ ...query, ids: read }, visibility))
    return { ids: parts.flatMap((part): number[] => JSON.parse(part)), unread: [...unread] }
  }

/** Returns the IDs without an answer; an account that ignores IDs answers a few at a time. */
async function readAgain(made: MirrorCopy, ids: number[], call: Call): Promise<number[]> {
  let left = ids
  for (;;) {
    const { unanswered } = await made.reread(left, call)
    if (unanswered.length === 0 || unanswered.length >= left.length) return unanswered
    left = unanswered
  }
}
