import { writeStored } from './browser-storage.ts'

type Name =
  | 'language'
  | 'theme'
  | 'density'
  | 'shortcuts'
  | `columns.${string}`
  | `views.${string}`
  | 'chats.open'
  | `match.${string}`

/** A stored preference; null where there is none, or storage is blocked. */
export function readPreference(name: Name): string | null {
  try {
    return localStorage.getItem(name)
  } catch {
    return null
  }
}

/** Where storage is blocked or full (false), a preference lasts as long as the page. */
export const writePreference = (name: Name, value: string | undefined): boolean =>
  writeStored(name, value)
