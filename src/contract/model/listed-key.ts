import * as z from 'zod/mini'

/** What talks in messengers say of a contact; only a local copy that has read all of them knows it. */
export const talkKeys = ['talksInWork', 'channels', 'missedTalk', 'unreadTalk'] as const
export type TalkKey = (typeof talkKeys)[number]

export const isTalkKey = (key: string): key is TalkKey => talkKeys.some((other) => other === key)

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
  ...talkKeys,
])
export type ListedKey = z.infer<typeof listedKey>
