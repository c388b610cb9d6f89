import * as z from 'zod/mini'
import { readPreference, writePreference } from '#dashboard/lib/preferences.ts'

/** A named set of filters, search, sort and columns: the query string of a URL, without `?`. */
const view = z.object({ name: z.string(), address: z.string() })
export type View = z.infer<typeof view>

const views = z.array(view)

/** The views of a source stored in this browser; a view is shared by its URL. */
export function readViews(source: string): View[] {
  const stored = readPreference(`views.${source}`)
  if (stored === null) return []
  try {
    return z.safeParse(views, JSON.parse(stored)).data ?? []
  } catch {
    return [] // malformed or truncated: treated as empty
  }
}

/** Stores all views of a source; returns false if this browser blocks storage. */
export const writeViews = (source: string, all: View[]): boolean =>
  writePreference(`views.${source}`, all.length > 0 ? JSON.stringify(all) : undefined)

/**
 * The views including `stored`: it replaces the view of the same name, or is added as the last one.
 */
export function withView(all: View[], stored: View): View[] {
  const index = all.findIndex(({ name }) => name === stored.name)
  return index < 0 ? [...all, stored] : all.with(index, stored)
}
