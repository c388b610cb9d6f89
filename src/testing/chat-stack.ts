import { buildStack } from './stack.ts'
import { requirePart, type Source } from '#proxy/sources/source.ts'

/** The chat in the examples of the API documents. */
export const documentedChat = '6cbab3d5-c4c1-46ff-b710-ad59ad10805f'
export const chatUuid = (index: number) =>
  `0a1b2c3d-0000-4000-a000-${String(index).padStart(12, '0')}`

/**
 * The contact of the documents and its unlinked chat, Anna with chat 1, Ada without a chat, and Ivy
 * from an incoming lead.
 */
export function buildChatStack() {
  const stack = buildStack({ contacts: 0 })
  const { store } = stack.mock
  store.addContact({ id: 3102959, name: 'Documented' })
  store.addContact({ id: 11, name: 'Anna Petrova' })
  store.addContact({ id: 12, name: 'Ada Lovelace' })
  store.addContact({ id: 13, name: 'Ivy', is_unsorted: true })
  const add = (chat: string, contact: number | null) =>
    store.chats.add({ chat_id: chat, contact_id: contact, channel: 'telegram', is_foreign: 0 })
  add(documentedChat, null)
  add(chatUuid(1), 11)
  add(chatUuid(2), 13)
  const contactIdOf = (chat: string) => store.chats.get(chat)?.contact_id
  return { ...stack, add, holder: contactIdOf }
}

/** Links a chat as Kartoteka does: its contact is read first. */
export async function moveChat(source: Source, chat: string, contact: number): Promise<void> {
  const chats = requirePart(source.chats, 'chats')
  await chats.readChats([chat], { priority: 'person' })
  await chats.linkChats([{ chat, contact }], { priority: 'person' })
}
