import { queryOptions } from '@tanstack/react-query'
import { contactPage, type Contact } from '#contract/api/contacts.ts'
import {
  chatLinkAnswer,
  chatList,
  maxChats,
  type Chat,
  type ChatContact,
  type ChatLink,
} from '#contract/api/chats.ts'
import { talkList } from '#contract/api/talks.ts'
import { request, send } from '#dashboard/lib/api-client.ts'

const pathOf = (source: string) => `/api/sources/${source}/chats`

export const chatQueries = {
  all: (source: string) => ['chats', source] as const,
  ofContact: (source: string, id: number) =>
    queryOptions({
      queryKey: [...chatQueries.all(source), 'contact', id],
      queryFn: ({ signal }) => request(chatList, `${pathOf(source)}?contacts=${id}`, { signal }),
    }),
  /** The chats of the contacts that come first in the list: those changed last. */
  recent: (source: string, size: number) =>
    queryOptions({
      queryKey: [...chatQueries.all(source), 'recent', size],
      queryFn: ({ signal }) => recentChats(source, size, signal),
    }),
}

/** A chat, and its contact as the list has it. */
export type RecentChat = { chat: Chat; contact: Contact }

async function recentChats(source: string, size: number, signal: AbortSignal) {
  const { items } = await request(contactPage, `/api/sources/${source}/contacts?size=${size}`, {
    signal,
  })
  if (items.length === 0) return []
  const ids = items.map(({ id }) => id).join(',')
  const found = await request(chatList, `${pathOf(source)}?contacts=${ids}`, { signal })
  return items.flatMap((contact): RecentChat[] =>
    found.items.filter((chat) => chat.contact.id === contact.id).map((chat) => ({ chat, contact })),
  )
}

/** The talks of a contact: channels and states of its chats. */
export const talksOfContact = (source: string, id: number) =>
  queryOptions({
    queryKey: [...chatQueries.all(source), 'talks', id],
    queryFn: ({ signal }) =>
      request(talkList, `/api/sources/${source}/talks?contact=${id}`, { signal }),
  })

/** The contact of a chat; undefined if it has none, or does not belong to this account. */
export async function holderOf(source: string, chat: string): Promise<ChatContact | undefined> {
  const { items } = await request(chatList, `${pathOf(source)}?chats=${chat}`)
  return items[0]?.contact
}

/** Links one chat, if it still belongs to `from`; returns the result. */
export async function linkChat(source: string, link: ChatLink) {
  const { results } = await send(chatLinkAnswer, 'POST', pathOf(source), { items: [link] })
  const [result] = results
  if (!result) throw new Error('No result for the one chat that was sent')
  return result
}

export type Found = { chats: Map<string, Chat>; contacts: Map<number, ChatContact> }

/** Looks up chats and contacts in batches of one request; `onStep` gets the number done. */
export async function lookUp(
  source: string,
  { chats, contacts }: { chats: string[]; contacts: number[] },
  { signal, onStep }: { signal: AbortSignal; onStep: (done: number) => void },
): Promise<Found> {
  const found: Found = { chats: new Map(), contacts: new Map() }
  let done = 0
  const ask = async (name: 'chats' | 'contacts', ids: (string | number)[]) => {
    for (let index = 0; index < ids.length; index += maxChats) {
      const part = ids.slice(index, index + maxChats)
      const path = `${pathOf(source)}?${name}=${part.join(',')}`
      const answer = await request(chatList, path, { signal })
      for (const item of answer.items) found.chats.set(item.chat, item)
      for (const contact of answer.contacts) found.contacts.set(contact.id, contact)
      done += part.length
      onStep(done)
    }
  }
  await ask('contacts', contacts)
  await ask('chats', chats)
  return found
}
