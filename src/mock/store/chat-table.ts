import { createHash } from 'node:crypto'
import type { Database } from './database.ts'

export type Chat = {
  chat_id: string
  contact_id: number | null
  /** Id of the link between chat and contact; a new one each time the chat is linked. */
  link_id: number
  channel: string
  /** 1 if the chat is in a channel this integration has no access to. */
  is_foreign: number
}

export function createChats(db: Database) {
  let lastLink: number | undefined
  const clearCache = () => void (lastLink = undefined)
  db.onRollback(clearCache)
  const topLink = () => db.get<{ id: number | null }>('select max(link_id) as id from chats')?.id
  // 26219 is the first link of the documents' examples
  const nextLink = () => (lastLink = (lastLink ?? topLink() ?? 26_218) + 1)

  const accessible = 'is_foreign = 0 and contact_id is not null'
  return {
    clearCache,
    get: (chatId: string) => db.get<Chat>('select * from chats where chat_id = ?', chatId),
    list(chatIds: string[] | undefined, contactIds: number[] | undefined): Chat[] {
      const text = `select * from chats where ${accessible}
        and (?1 is null or chat_id in (select value from json_each(?1)))
        and (?2 is null or contact_id in (select value from json_each(?2))) order by link_id`
      return db.all<Chat>(text, asJson(chatIds), asJson(contactIds))
    },
    add(chat: Omit<Chat, 'link_id'>) {
      const link = nextLink()
      db.run(
        'insert or replace into chats values (?, ?, ?, ?, ?)',
        chat.chat_id,
        chat.contact_id,
        link,
        chat.channel,
        chat.is_foreign,
      )
      return link
    },
    /** Links the chat to this contact only; returns the link id, which is new if the link is. */
    link(chatId: string, contactId: number): number {
      const current = db.get<Chat>('select * from chats where chat_id = ?', chatId)
      if (current?.contact_id === contactId) return current.link_id
      const link = nextLink()
      db.run(
        'update chats set contact_id = ?, link_id = ? where chat_id = ?',
        contactId,
        link,
        chatId,
      )
      return link
    },
    /** Links all chats of a contact to another one. */
    move: (fromId: number, toId: number) =>
      db.run('update chats set contact_id = ? where contact_id = ?', toId, fromId),
    /** `with=social_profiles`: profiles of the contact in messengers. */
    profiles(contactId: number) {
      return db
        .all<Chat>(
          `select * from chats where ${accessible} and contact_id = ? order by link_id`,
          contactId,
        )
        .map((chat) => ({
          id: chat.chat_id,
          name: `@${createHash('sha1').update(chat.chat_id).digest('hex').slice(0, 8)}`,
          avatar: null,
          source_name: chat.channel,
          data: null,
        }))
    },
  }
}

const asJson = (list: (string | number)[] | undefined) => (list ? JSON.stringify(list) : null)
