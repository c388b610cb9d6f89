import * as z from 'zod/mini'
import { issueCode } from '#contract/model/issue.ts'
import { idList } from './filters.ts'

/**
 * Maximum number of chats or contacts per request; clients split larger sets into several requests.
 */
export const maxChats = 250

/** UUID of a chat, converted to lower case because sources return both cases. */
export const chatId = z
  .string()
  .check(
    z.trim(),
    z.toLowerCase(),
    z.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'a UUID'),
  )

const contactId = z.int().check(z.minimum(1))

export const chatContact = z.object({
  id: z.int(),
  /** Null if the source does not reveal the name. */
  name: z.nullable(z.string()),
  /** True for a contact that exists only inside an incoming lead. */
  isUnsorted: z.boolean(),
  /** Null if it was not checked, because the list lacked too many contacts to request each one. */
  exists: z.nullable(z.boolean()),
})
export type ChatContact = z.infer<typeof chatContact>

/** A chat with its current contact. */
export const chat = z.object({
  chat: z.string(),
  /** ID of the link between chat and contact; it changes when the chat is moved. */
  linkId: z.int(),
  contact: chatContact,
})
export type Chat = z.infer<typeof chat>

/**
 * Response of `GET /api/sources/:source/chats`. Chats that have no contact, that do not exist, or
 * that are in channels of another integration cannot be distinguished: all of them are missing from
 * the list.
 */
export const chatList = z.object({
  items: z.array(chat),
  /** The requested contacts, in the order of the request; empty if chats were requested. */
  contacts: z.array(chatContact),
})
export type ChatList = z.infer<typeof chatList>

const chatIds = z.pipe(
  z.pipe(
    z.string().check(z.maxLength(maxChats * 40)),
    z.transform((text) => text.split(',')),
  ),
  z.array(chatId).check(z.minLength(1), z.maxLength(maxChats)),
)

/** Query of `GET /api/sources/:source/chats`: either `chats` or `contacts`, comma-separated. */
export const chatQuery = z
  .strictObject({ chats: z.optional(chatIds), contacts: z.optional(idList) })
  .check(
    z.refine(({ chats, contacts }) => !chats !== !contacts, {
      error: 'exactly one of chats and contacts',
      path: ['chats'],
    }),
  )

/**
 * Links a chat to a contact and removes any other link of the chat. `from` is the contact that the
 * user saw linked to the chat, null for none: a chat that has been linked to another contact since
 * then is not moved. If `from` is omitted, the chat is moved from any contact.
 */
export const chatLink = z.strictObject({
  chat: chatId,
  contact: contactId,
  from: z.optional(z.nullable(contactId)),
})
export type ChatLink = z.infer<typeof chatLink>

/** Body of `POST /api/sources/:source/chats`. */
export const chatLinkRequest = z.strictObject({
  items: z.array(chatLink).check(
    z.minLength(1),
    z.maxLength(maxChats),
    z.refine((items) => new Set(items.map((item) => item.chat)).size === items.length, {
      error: 'each chat may occur only once',
    }),
  ),
})

const reasons = z.array(
  z.object({ field: z.nullable(z.string()), code: issueCode, message: z.string() }),
)

/** Result for one chat; results have the order of the request. */
export const chatLinkResult = z.discriminatedUnion('status', [
  /** `from` is the previous contact, null for none. */
  z.object({ status: z.literal('linked'), linkId: z.int(), from: z.nullable(z.int()) }),
  z.object({ status: z.literal('unchanged'), linkId: z.int() }),
  z.object({ status: z.literal('rejected'), reasons }),
  /** Not sent, because the source could not be used any more. */
  z.object({ status: z.literal('skipped') }),
  /**
   * `now` is the current contact, which differs from `from`; null if the chat is no longer linked.
   */
  z.object({ status: z.literal('conflict'), now: z.nullable(chatContact) }),
])
export type ChatLinkResult = z.infer<typeof chatLinkResult>

export const chatLinkAnswer = z.object({ results: z.array(chatLinkResult) })
