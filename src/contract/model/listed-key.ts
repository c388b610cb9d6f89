import * as z from 'zod/mini'
import { builtInKey, isDetailKey } from './attribute.ts'

/**
 * Built-in attributes that the rows of a list include only if they are asked for, of sources that
 * name them in `more`.
 */
export const listedKey = z.enum(builtInKey.options.filter(isDetailKey))
export type ListedKey = z.infer<typeof listedKey>

/** Those that only a local copy has: no source tells them with its contacts. */
export const copiedKeys: readonly ListedKey[] = ['chats']
