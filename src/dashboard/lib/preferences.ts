import { writeStored } from './browser-storage.ts'

type Name =
  | 'language'
  | 'theme'
  | 'density'
  | 'sections'
  | 'shortcuts'
  | `columns.${string}`
  | `views.${string}`
  | 'chats.open'
  | `match.${string}`

/** A stored preference; null if there is none, or storage is blocked. */
export function readPreference(name: Name): string | null {
  try {
    return localStorage.getItem(name)
  } catch {
    return null
  }
}

/** Returns false if storage is blocked or full: the preference then lasts as long as the page. */
export const writePreference = (name: Name, value: string | undefined): boolean =>
  writeStored(name, value)
