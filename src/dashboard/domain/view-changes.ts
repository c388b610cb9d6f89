import * as z from 'zod/mini'
import { writePreference } from '#dashboard/lib/preferences.ts'
import { storedEntries, view, type View } from './saved-views.ts'

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
