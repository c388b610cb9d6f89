import type { ChatLink, ChatLinkResult } from '#contract/api/chats.ts'
import type { RowResult } from '#contract/api/row-results.ts'
import type { Issue } from '#contract/model/issue.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import { SourceError } from '#proxy/sources/transport/source-errors.ts'
import { requirePart, type LinkedChat, type Source } from '#proxy/sources/source.ts'

/** The plan for a requested link given the current contact of the chat. */
export type ChatPlan =
  | { is: 'unchanged'; linkId: number }
  | { is: 'conflict' }
  | { is: 'link'; from: number | null }

/** The current contact cannot be determined: moving the chat might take it from another contact. */
export const unreadableChat: Issue = {
  attribute: 'chat',
  code: 'unreadable_at_source',
  message: 'the contact of this chat could not be read from the source',
}

export function planChat({ contact, from }: ChatLink, now: LinkedChat | undefined): ChatPlan {
  if (now?.contact === contact) return { is: 'unchanged', linkId: now.linkId }
  const currentContact = now?.contact ?? null
  if (from !== undefined && from !== currentContact) return { is: 'conflict' }
  return { is: 'link', from: currentContact }
}

/** Writes links with a journal, as the source given to it; `failure`: why some of them are unknown. */
type WriteLinks = (
  source: Source,
) => Promise<{ results: RowResult[]; failure: SourceError | undefined }>

/** The links of chats as they were read or written last, by chat. */
type SeenLinks = Map<string, LinkedChat>

/**
 * Links chats as the user saw them: reads their current contacts first and does not change a chat
 * that has moved meanwhile. The source offers no conditional writes: a move between the proxy's
 * read and its write is overwritten. Rejects if the outcome of any is unknown.
 */
export async function linkChats(
  source: Source,
  items: ChatLink[],
  call: Call,
  write: WriteLinks,
): Promise<ChatLinkResult[]> {
  const chats = requirePart(source.chats, 'chats')
  const before: SeenLinks = new Map()
  const links: SeenLinks = new Map()
  const { results, failure } = await write({
    ...source,
    get info() {
      return source.info
    },
    chats: {
      ...chats,
      async readChats(ids, readCall) {
        const linked = await chats.readChats(ids, readCall)
        for (const [id, link] of linked)
          if (link !== 'unreadable') {
            if (!before.has(id)) before.set(id, link)
            links.set(id, link)
          }
        return linked
      },
      async linkChats(wanted, writeCall) {
        const written = await chats.linkChats(wanted, writeCall)
        for (const [at, { chat, contact }] of wanted.entries()) {
          const result = written[at]
          if (result?.status === 'linked') links.set(chat, { chat, contact, linkId: result.linkId })
        }
        return written
      },
    },
  })
  requireClear(results, failure)
  await addLinks(results)
  const conflicting = items.filter((_item, at) => results[at]?.outcome === 'conflict')
  const now =
    conflicting.length > 0
      ? await chats.findChats({ chats: conflicting.map(({ chat }) => chat) }, call)
      : null

  return items.map((item, at) => {
    const result = results[at]
    const linkId = links.get(item.chat)?.linkId ?? 0
    switch (result?.outcome) {
      case 'changed':
        return { status: 'linked', linkId, from: before.get(item.chat)?.contact ?? null }
      case 'unchanged':
        return { status: 'unchanged', linkId }
      case 'conflict': {
        const found = now?.items.find(({ chat }) => chat === item.chat)
        return { status: 'conflict', now: found?.contact ?? null }
      }
      case 'invalid':
      case 'rejected': {
        const reasons = result.issues.map(({ attribute: field, code, message }) => ({
          field,
          code,
          message,
        }))
        return { status: 'rejected', reasons }
      }
      case 'pending':
      case 'sending':
      case 'created':
      case 'unknown':
      case 'cancelled':
      case 'skipped':
      case undefined:
        return { status: 'skipped' }
    }
  })

  /** The IDs of links that were found to be there after their response was lost. */
  async function addLinks(all: RowResult[]) {
    const missing = items.filter(
      ({ chat, contact }, at) =>
        all[at]?.outcome === 'changed' && links.get(chat)?.contact !== contact,
    )
    if (missing.length === 0) return
    const read = await chats.readChats(
      missing.map(({ chat }) => chat),
      call,
    )
    for (const [id, link] of read) if (link !== 'unreadable') links.set(id, link)
  }
}

/** Nobody may be told less than that something may have been written, or that nothing may be. */
function requireClear(results: RowResult[], failure: SourceError | undefined): void {
  if (results.some(({ outcome }) => outcome === 'unknown'))
    throw (
      failure ??
      new SourceError('timeout', 'A chat may have been linked or not', { mayHaveHappened: true })
    )
  const isForbidden = (result: RowResult) =>
    result.outcome === 'rejected' && result.issues.some(({ code }) => code === 'forbidden')
  if (results.length > 0 && results.every(isForbidden))
    throw new SourceError('forbidden', 'The source does not permit linking chats')
}
