import * as z from 'zod/mini'
import { readPreference } from '#dashboard/lib/preferences.ts'

/** A named set of filters, search, sort and columns: the query string of a URL, without `?`. */
export const view = z.object({ name: z.string(), address: z.string() })
export type View = z.infer<typeof view>

/** The stored entries of a source, including invalid ones and those of other versions. */
export function storedEntries(source: string): unknown[] {
  try {
    const stored: unknown = JSON.parse(readPreference(`views.${source}`) ?? '[]')
    return Array.isArray(stored) ? stored : []
  } catch {
    return [] // malformed or truncated: treated as empty
  }
}

/** The views of a source stored in this browser; a view is shared by its URL. */
export const readViews = (source: string): View[] =>
  storedEntries(source).flatMap((entry) => z.safeParse(view, entry).data ?? [])
