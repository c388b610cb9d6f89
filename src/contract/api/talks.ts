import * as z from 'zod/mini'
import { wholeNumber } from './whole-number.ts'

/**
 * States of a talk: in work, closed, about to be rated by the customer, being rated, failed. A source
 * may have others, which are passed on as they are.
 */
export const talkState = z.enum(['inWork', 'closed', 'ratingScheduled', 'ratingAsked', 'failed'])
export type TalkState = z.infer<typeof talkState>

/** A conversation in a chat from its first message until it is closed; a chat has several over time. */
export const talk = z.object({
  id: z.int(),
  /** UUID of the chat in lower case; null if the source does not tell it. */
  chat: z.nullable(z.string()),
  contact: z.nullable(z.int()),
  /** Name of the channel, or the source's code of one that has no name here. */
  channel: z.nullable(z.string()),
  /** One of `talkState`, or the source's own code. */
  state: z.nullable(z.string()),
  isInWork: z.boolean(),
  /** Null if the source does not tell it. */
  isRead: z.nullable(z.boolean()),
  /** Since when a message has had no answer in time; null: none. */
  missedAt: z.nullable(z.iso.datetime()),
  updatedAt: z.nullable(z.iso.datetime()),
})
export type Talk = z.infer<typeof talk>

/** Query of `GET /api/sources/:source/talks`: the talks of a contact. */
export const talkQuery = z.strictObject({ contact: wholeNumber(1) })

/** Null: the account has no talks, or does not show them; channels of chats are unknown then. */
export const talkList = z.object({ items: z.nullable(z.array(talk)) })

/** What the talks of a contact say of it: the attributes of `talkKeys`. */
export type TalkValues = {
  talksInWork: number
  channels: string[]
  /** Of talks in work only. */
  missedTalk: boolean
  unreadTalk: boolean
}
