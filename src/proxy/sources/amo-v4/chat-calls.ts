import type { ChatContact } from '#contract/api/chats.ts'
import type { AmoChat } from '#contract/upstream/amo-v4/chats.ts'
import type { SourceFeed } from '#proxy/sources/source-feed.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import { readable } from '#proxy/sources/transport/parse-answer.ts'
import { SourceError, UnsupportedError } from '#proxy/sources/transport/source-errors.ts'
import type { ChatWriteResult, LinkedChat, SourceChats } from '#proxy/sources/source.ts'
import type { AmoV4Client } from './client.ts'
import { chunksOf } from './request.ts'
import { rejectionsOf, type Place } from './rejections.ts'

const maxItems = 250 // the limit of contacts, because none is documented for chats
const uuidsAtOnce = 150 // URLs of about 7 KB: reverse proxies allow request lines of 8 KB
const maxSingles = 50 // contacts missing from a list, each of which costs one of 7 calls per second

/**
 * Reads only the requested chats: if an account ignores the filter, each one is requested
 * separately.
 */
function createRead(client: AmoV4Client) {
  return async <Id extends string | number>(
    name: 'chat_id' | 'contact_id',
    ids: Id[],
    idOf: (chat: LinkedChat) => Id,
    call: Call,
  ): Promise<{ found: LinkedChat[]; isAllRead: boolean }> => {
    let isAllRead = true
    const list = async (chunk_: Id[]) => {
      const page = await client.listChats(name, chunk_, call)
      if (page?.dropped.length) isAllRead = false
      return (page?.items ?? []).map(toLinkedChat)
    }
    const found: LinkedChat[] = []
    for (const chunk of chunksOf(ids, name === 'chat_id' ? uuidsAtOnce : maxItems)) {
      const chats = await list(chunk)
      const asked = new Set(chunk)
      const own = chats.filter((chat) => asked.has(idOf(chat)))
      found.push(...own)
      if (own.length === chats.length) continue
      const known = new Set(own.map(idOf))
      const missing = chunk.filter((id) => !known.has(id))
      if (missing.length > maxSingles) throw unfiltered(name)
      for (const id of missing)
        found.push(...(await list([id])).filter((chat) => idOf(chat) === id))
    }
    return { found, isAllRead }
  }
}

/** For a local copy: how many chats contacts have. */
export function createChatCounts(client: AmoV4Client): NonNullable<SourceFeed['countChats']> {
  const read = createRead(client)
  return async (ids, call) => {
    try {
      const { found, isAllRead } = await read('contact_id', ids, ({ contact }) => contact, call)
      // A row that cannot be read may be of any of them.
      if (!isAllRead) return new Map()
      const counts = new Map(ids.map((id) => [id, 0]))
      for (const { contact } of found) counts.set(contact, (counts.get(contact) ?? 0) + 1)
      return counts
    } catch (error) {
      if (error instanceof SourceError && ['forbidden', 'not_found'].includes(error.failure))
        return null
      throw error
    }
  }
}

/**
 * Chats of contacts (reference 11): for administrators, and only in the integration's own channels.
 */
export function createChatCalls(client: AmoV4Client): SourceChats {
  const read = createRead(client)

  const byChats = (chats: string[], call: Call) =>
    read('chat_id', [...new Set(chats)], ({ chat }) => chat, call)

  /**
   * A list omits contacts of incoming leads, so missing ones are requested one by one, up to a
   * limit.
   */
  async function namesOf(ids: number[], call: Call): Promise<Map<number, ChatContact>> {
    const named = new Map<number, ChatContact>()
    for (const chunk of chunksOf([...new Set(ids)], maxItems)) {
      const asked = new Set(chunk)
      for (const { id, name, is_unsorted } of await client.contactRows(chunk, call))
        if (asked.has(id)) named.set(id, aContact(id, name ?? null, is_unsorted ?? false, true))
    }
    let alone = 0
    for (const id of new Set(ids)) {
      if (named.has(id)) continue
      alone += 1
      if (alone > maxSingles) named.set(id, aContact(id, null, false, null))
      else {
        const single = await readable(() => client.getContact(id, call))
        named.set(
          id,
          single === 'unreadable'
            ? aContact(id, null, false, true)
            : aContact(id, single?.name ?? null, single?.is_unsorted ?? false, Boolean(single)),
        )
      }
    }
    return named
  }

  return {
    async readChats(chats, call) {
      const { found, isAllRead } = await byChats(chats, call)
      const linked = new Map<string, LinkedChat | 'unreadable'>()
      // Any of the missing contacts may be one of the unreadable rows.
      if (!isAllRead) for (const chat of chats) linked.set(chat, 'unreadable')
      for (const entry of found) linked.set(entry.chat, entry)
      return linked
    },
    async findChats({ chats, contacts = [] }, call) {
      const { found } = chats
        ? await byChats(chats, call)
        : await read('contact_id', [...new Set(contacts)], ({ contact }) => contact, call)
      const names = await namesOf([...contacts, ...found.map(({ contact }) => contact)], call)
      const nameOf = (id: number) => names.get(id) ?? aContact(id, null, false, null)
      return {
        items: found.map(({ chat, linkId, contact }) => ({
          chat,
          linkId,
          contact: nameOf(contact),
        })),
        contacts: [...new Set(contacts)].map(nameOf),
      }
    },
    async linkChats(items, call) {
      if (items.length > maxItems) throw new UnsupportedError('items', `at most ${maxItems}`)
      try {
        const written = await client.linkChats(
          items.map(({ chat, contact }, index) => ({
            chat_id: chat,
            contact_id: contact,
            request_id: String(index),
          })),
          call,
        )
        const links = new Map(written.map(toLinkedChat).map(({ chat, linkId }) => [chat, linkId]))
        return items.map(({ chat }): ChatWriteResult => {
          const linkId = links.get(chat)
          if (linkId === undefined) throw missingAnswer(chat)
          return { status: 'linked', linkId }
        })
      } catch (error) {
        return rejectionsOf(
          error,
          items.map(() => locateChat),
        ).map((result): ChatWriteResult => {
          if (result.status !== 'rejected') return { status: 'skipped' }
          const reasons = result.issues.map(({ attribute, code, message }) => ({
            field: attribute,
            code,
            message,
          }))
          return { status: 'rejected', reasons }
        })
      }
    },
  }
}

/** A path in a rejection refers to the chat or to its contact. */
const locateChat = (path: string): Place => ({ attribute: path.replace(/_id$/, '') })

const toLinkedChat = ({ chat_id: chat, contact_id: contact, id: linkId }: AmoChat): LinkedChat => ({
  chat: chat.toLowerCase(),
  contact,
  linkId,
})

const aContact = (
  id: number,
  name: string | null,
  isUnsorted: boolean,
  exists: boolean | null,
): ChatContact => ({ id, name, isUnsorted, exists })

const unfiltered = (name: string) =>
  new SourceError('invalid_response', `The list of chats ignores the filter ${name}`)

/** The source accepted the request but its response lacks a chat: the outcome is unknown. */
const missingAnswer = (chat: string) =>
  new SourceError('invalid_response', `The response to a write lacks chat ${chat}`, {
    mayHaveHappened: true,
  })
