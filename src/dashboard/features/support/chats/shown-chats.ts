import type { Chat } from '#contract/api/chats.ts'
import type { Talk } from '#contract/api/talks.ts'

/** A chat of a contact; without a link ID it is in a channel of another integration. */
export type ShownChat = { chat: string; linkId: number | null; talk: Talk | undefined }

/**
 * The chats of a contact with their latest talks, one in work before any other; chats that are known
 * only by their talks come last.
 */
export function shownChats(
  chats: readonly Pick<Chat, 'chat' | 'linkId'>[],
  talks: readonly Talk[],
): ShownChat[] {
  const latest = new Map<string, Talk>()
  for (const talk of talks) {
    if (talk.chat === null) continue
    const other = latest.get(talk.chat)
    if (!other || isLater(talk, other)) latest.set(talk.chat, talk)
  }
  const listed = new Set(chats.map(({ chat }) => chat))
  return [
    ...chats.map(({ chat, linkId }) => ({ chat, linkId, talk: latest.get(chat) })),
    ...[...latest]
      .filter(([chat]) => !listed.has(chat))
      .map(([chat, talk]) => ({ chat, linkId: null, talk })),
  ]
}

const isLater = (talk: Talk, other: Talk): boolean =>
  talk.isInWork === other.isInWork ? talk.id > other.id : talk.isInWork
