import * as z from 'zod/mini'
import { readPreference, writePreference } from '#dashboard/lib/preferences.ts'

/** A named set of filters, search, sort and columns: the search part of an address, without `?`. */
const view = z.object({ name: z.string(), address: z.string() })
export type View = z.infer<typeof view>

const views = z.array(view)

/** The views this browser keeps of a source. They never leave it; what is shared is an address. */
export function readViews(source: string): View[] {
  const kept = readPreference(`views.${source}`)
  if (kept === null) return []
  try {
    return z.safeParse(views, JSON.parse(kept)).data ?? []
  } catch {
    return [] // not ours, or cut off: as good as none
  }
}

/** Keeps a view; one of the same name is replaced in its place. Answers all that are kept now. */
export function keepView(source: string, kept: View): View[] {
  const all = readViews(source)
  const at = all.findIndex(({ name }) => name === kept.name)
  return write(source, at < 0 ? [...all, kept] : all.with(at, kept))
}

export const dropView = (source: string, name: string): View[] =>
  write(
    source,
    readViews(source).filter((one) => one.name !== name),
  )

function write(source: string, all: View[]): View[] {
  writePreference(`views.${source}`, all.length > 0 ? JSON.stringify(all) : undefined)
  return all
}
