import * as z from 'zod/mini'
import { builtInKey, isDetailKey } from './attribute.ts'
import { talkKeys, type TalkKey } from './talk-key.ts'

/**
 * Built-in attributes that the rows of a list include only if they are asked for, of sources that
 * name them in `more`.
 */
export const listedKey = z.enum(builtInKey.options.filter(isDetailKey))
export type ListedKey = z.infer<typeof listedKey>

type CopiedKey = 'chats' | TalkKey

/** Those that only a local copy has: no source tells them with its contacts. */
export const copiedKeys: readonly CopiedKey[] = ['chats', ...talkKeys]

export const isCopiedKey = (key: ListedKey): key is CopiedKey =>
  copiedKeys.some((other) => other === key)
