import type { ChatLink, ChatLinkResult } from '#contract/api/chats.ts'
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

/** A chat that was sent to another contact, or may have been. */
export type ChatMove = { chat: string; contact: number; from: number | null }

/** Called with what was written, and with what may have been. */
type OnMoved = (moves: ChatMove[], outcome: 'done' | 'unknown') => Promise<void>

/**
 * Links chats as the user saw them: reads their current contacts first and does not change a chat
 * that has moved meanwhile. The source offers no conditional writes: a move between the proxy's
 * read and its write is overwritten.
 */
export async function linkChats(
  source: Source,
  items: ChatLink[],
  call: Call,
  onMoved: OnMoved = () => Promise.resolve(),
): Promise<ChatLinkResult[]> {
  const chats = requirePart(source.chats, 'chats')
  const linked = await chats.readChats(
    items.map(({ chat }) => chat),
    call,
  )
  const plans = items.map((item) => {
    const now = linked.get(item.chat)
    return { item, plan: now === 'unreadable' ? { is: now } : planChat(item, now) }
  })
  const moves = plans.flatMap(({ item: { chat, contact }, plan }): ChatMove[] =>
    plan.is === 'link' ? [{ chat, contact, from: plan.from }] : [],
  )
  const wanted = plans.filter(({ plan }) => plan.is === 'link').map(({ item }) => item)
  const conflicting = plans
    .filter(({ plan }) => plan.is === 'conflict')
    .map(({ item }) => item.chat)
  const written = wanted.length > 0 ? await sent() : []
  const done = moves.filter((_move, index) => written[index]?.status === 'linked')
  if (done.length > 0) await onMoved(done, 'done')
  const currentChats =
    conflicting.length > 0 ? await chats.findChats({ chats: conflicting }, call) : null
  return plans.map(({ item, plan }): ChatLinkResult => {
    switch (plan.is) {
      case 'unreadable': {
        const { attribute: field, code, message } = unreadableChat
        return { status: 'rejected', reasons: [{ field, code, message }] }
      }
      case 'unchanged':
        return { status: 'unchanged', linkId: plan.linkId }
      case 'conflict': {
        const now = currentChats?.items.find(({ chat }) => chat === item.chat)
        return { status: 'conflict', now: now?.contact ?? null }
      }
      case 'link': {
        const result = written[wanted.indexOf(item)] ?? { status: 'skipped' as const }
        return result.status === 'linked' ? { ...result, from: plan.from } : result
      }
    }
  })

  async function sent() {
    try {
      return await chats.linkChats(wanted, call)
    } catch (error) {
      if (error instanceof SourceError && error.mayHaveHappened) await onMoved(moves, 'unknown')
      throw error
    }
  }
}
