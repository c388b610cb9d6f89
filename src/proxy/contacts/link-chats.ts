import type { ChatLink, ChatLinkResult } from '#contract/api/chats.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import type { Source, TiedChat } from '#proxy/sources/source.ts'

/** What a wished link comes to beside whose the chat is now. */
export type ChatPlan =
  | { is: 'unchanged'; linkId: number }
  | { is: 'conflict' }
  | { is: 'link'; from: number | null }

export function planChat({ contact, from }: ChatLink, now: TiedChat | undefined): ChatPlan {
  if (now?.contact === contact) return { is: 'unchanged', linkId: now.linkId }
  const holder = now?.contact ?? null
  if (from !== undefined && from !== holder) return { is: 'conflict' }
  return { is: 'link', from: holder }
}

/**
 * Links chats as somebody saw them: whose they are is read first, and a chat that is somebody else's by
 * now is left alone. The source offers no condition to write under: a move that falls between the
 * reading and the writing is overtaken.
 */
export async function linkChats(
  source: Source,
  items: ChatLink[],
  call: Call,
): Promise<ChatLinkResult[]> {
  const tied = await source.readChats(
    items.map(({ chat }) => chat),
    call,
  )
  const byChat = new Map(tied.map((one) => [one.chat, one]))
  const plans = items.map((item) => ({ item, plan: planChat(item, byChat.get(item.chat)) }))
  const wanted = plans.filter(({ plan }) => plan.is === 'link').map(({ item }) => item)
  const overtaken = plans.filter(({ plan }) => plan.is === 'conflict').map(({ item }) => item.chat)
  const written = wanted.length > 0 ? await source.tieChats(wanted, call) : []
  const holders = overtaken.length > 0 ? await source.findChats({ chats: overtaken }, call) : null
  return plans.map(({ item, plan }): ChatLinkResult => {
    switch (plan.is) {
      case 'unchanged':
        return { status: 'unchanged', linkId: plan.linkId }
      case 'conflict': {
        const now = holders?.items.find(({ chat }) => chat === item.chat)
        return { status: 'conflict', now: now?.contact ?? null }
      }
      case 'link': {
        const result = written[wanted.indexOf(item)] ?? { status: 'skipped' as const }
        return result.status === 'linked' ? { ...result, from: plan.from } : result
      }
    }
  })
}
