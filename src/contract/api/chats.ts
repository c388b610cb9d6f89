import * as z from 'zod/mini'
import { issueCode } from '#contract/model/issue.ts'
import { idList } from './filters.ts'

/** Chats or contacts of one request; the sender of more sends several. */
export const maxChats = 250

/** A chat's UUID, lower-cased: upstream they come in both. */
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
  /** Null where the source keeps it from us. */
  name: z.nullable(z.string()),
  /** A contact that lives only inside an incoming lead. */
  isUnsorted: z.boolean(),
  /** Null where too many were missing from the list to ask for each. */
  exists: z.nullable(z.boolean()),
})
export type ChatContact = z.infer<typeof chatContact>

/** A chat with the contact it belongs to. */
export const chat = z.object({
  chat: z.string(),
  /** Of the link between the two; another one after each move. */
  linkId: z.int(),
  contact: chatContact,
})
export type Chat = z.infer<typeof chat>

/**
 * Answer of `GET /api/sources/:source/chats`. Chats that belong to nobody, that do not exist and those
 * of channels that are not ours cannot be told apart: none is there.
 */
export const chatList = z.object({
  items: z.array(chat),
  /** The contacts that were asked for, in their order; empty when asked by chats. */
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

/** Query of it: by exactly one of both, with commas between. */
export const chatQuery = z
  .strictObject({ chats: z.optional(chatIds), contacts: z.optional(idList) })
  .check(
    z.refine(({ chats, contacts }) => !chats !== !contacts, {
      error: 'exactly one of chats and contacts',
      path: ['chats'],
    }),
  )

/**
 * A chat to be tied to a contact, away from any other. `from` is the contact the person saw it belong
 * to, null for none: a chat that is somebody else's by now is left alone. Left out: taken from anybody.
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
      error: 'a chat stands there once',
    }),
  ),
})

const reasons = z.array(
  z.object({ field: z.nullable(z.string()), code: issueCode, message: z.string() }),
)

/** How one chat of a request fared, in the order of the request. */
export const chatLinkResult = z.discriminatedUnion('status', [
  /** `from`: whose it was before; null: nobody's. */
  z.object({ status: z.literal('linked'), linkId: z.int(), from: z.nullable(z.int()) }),
  z.object({ status: z.literal('unchanged'), linkId: z.int() }),
  z.object({ status: z.literal('rejected'), reasons }),
  /** Good in itself, but not written because the source refused its whole batch. */
  z.object({ status: z.literal('skipped') }),
  /** It belongs to somebody else than `from`; null: to nobody any more. */
  z.object({ status: z.literal('conflict'), now: z.nullable(chatContact) }),
])
export type ChatLinkResult = z.infer<typeof chatLinkResult>

export const chatLinkAnswer = z.object({ results: z.array(chatLinkResult) })
