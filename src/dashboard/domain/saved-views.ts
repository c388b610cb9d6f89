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

/** Stores a view, replacing one of the same name in place. Returns all stored views. */
export function saveView(source: string, stored: View): View[] {
  const all = readViews(source)
  const index = all.findIndex(({ name }) => name === stored.name)
  return write(source, index < 0 ? [...all, stored] : all.with(index, stored))
}

export const deleteView = (source: string, name: string): View[] =>
  write(
    source,
    readViews(source).filter((item) => item.name !== name),
  )

function write(source: string, all: View[]): View[] {
  writePreference(`views.${source}`, all.length > 0 ? JSON.stringify(all) : undefined)
  return all
}
