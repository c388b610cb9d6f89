import { writeStored } from './browser-storage.ts'

type Name =
  | 'language'
  | 'theme'
  | 'density'
  | 'sections'
  /** Width of the panel beside the list in pixels. */
  | 'panel'
  | 'shortcuts'
  | `columns.${string}`
  | 'chats.open'
  | `match.${string}`
  | 'kartoteka.unsure'

/** A stored preference; null if there is none, or storage is blocked. */
export function readPreference(name: Name): string | null {
  try {
    return localStorage.getItem(name)
  } catch {
    return null
  }
}

/** Called after each write; see `preference-sync.ts`. */
export const writeListeners = new Set<() => void>()

/** Returns false if storage is blocked or full: the preference then lasts as long as the page. */
export function writePreference(name: Name, value: string | undefined): boolean {
  const isStored = writeStored(name, value)
  for (const listener of writeListeners) listener()
  return isStored
}
