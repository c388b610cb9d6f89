import * as z from 'zod/mini'

/** What talks in messengers say of a contact; only a local copy that has read all of them knows it. */
export const talkKey = z.enum(['talksInWork', 'channels', 'missedTalk', 'unreadTalk'])
export type TalkKey = z.infer<typeof talkKey>

export const isTalkKey = (key: string): key is TalkKey => z.safeParse(talkKey, key).success

/**
 * Built-in attributes that the rows of a list include only if they are asked for, of sources that
 * name them in `more`.
 */
export const listedKey = z.enum([
  'firstName',
  'lastName',
  'group',
  'leads',
  'customers',
  'catalogElements',
  'account',
  ...talkKey.options,
])
export type ListedKey = z.infer<typeof listedKey>
