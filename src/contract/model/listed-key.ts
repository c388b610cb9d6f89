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
  'account',
  'bot',
  'messenger',
  'messengerId',
  'username',
  'unsubscribedAt',
])
export type ListedKey = z.infer<typeof listedKey>
