import * as z from 'zod/mini'
import { readPreference, writePreference } from '#dashboard/lib/preferences.ts'

/** A named set of filters, search, sort and columns: the search part of an address, without `?`. */
const view = z.object({ name: z.string(), address: z.string() })
export type View = z.infer<typeof view>

const views = z.array(view)

/** The views this browser keeps of a source. They never leave it; what is shared is an address. */
export function readViews(source: string): View[] {
  const stored = readPreference(`views.${source}`)
  if (stored === null) return []
  try {
    return z.safeParse(views, JSON.parse(stored)).data ?? []
  } catch {
    return [] // not ours, or cut off: as good as none
  }
}

/** Keeps a view; one of the same name is replaced in its place. Answers all that are kept now. */
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
