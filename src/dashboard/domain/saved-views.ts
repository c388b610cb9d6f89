import * as z from 'zod/mini'
import { readPreference, writePreference } from '#dashboard/lib/preferences.ts'

/** A named set of filters, search, sort and columns: the query string of a URL, without `?`. */
const view = z.object({ name: z.string(), address: z.string() })
export type View = z.infer<typeof view>

/** The stored entries of a source, including invalid ones and those of other versions. */
function storedEntries(source: string): unknown[] {
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

/** Stores all views of a source; returns false if this browser blocks storage. */
export function writeViews(source: string, all: View[]): boolean {
  const others = storedEntries(source).filter((entry) => !z.safeParse(view, entry).success)
  const entries = [...all, ...others]
  return writePreference(
    `views.${source}`,
    entries.length > 0 ? JSON.stringify(entries) : undefined,
  )
}

/**
 * The views including `stored`: it replaces the view of the same name, or is added as the last one.
 */
export function withView(all: View[], stored: View): View[] {
  const index = all.findIndex(({ name }) => name === stored.name)
  return index < 0 ? [...all, stored] : all.with(index, stored)
}
