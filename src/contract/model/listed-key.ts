import * as z from 'zod/mini'

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
  'chats',
  'account',
  'bot',
  'messenger',
  'messengerId',
  'username',
  'unsubscribedAt',
])
export type ListedKey = z.infer<typeof listedKey>

/** Those that only a local copy has: no source tells them with its contacts. */
export const copiedKeys: readonly ListedKey[] = ['chats']
