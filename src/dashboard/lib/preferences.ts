type Name =
  | 'language'
  | 'theme'
  | 'density'
  | 'shortcuts'
  | `columns.${string}`
  | `views.${string}`
  | 'chats.open'
  | `match.${string}`

/** What this browser remembers of its person; null where nothing is, or storage is forbidden. */
export function readPreference(name: Name): string | null {
  try {
    return localStorage.getItem(name)
  } catch {
    return null
  }
}

/** Where storage is forbidden the choice lasts as long as the page, which is all that can be had. */
export function writePreference(name: Name, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(name)
    else localStorage.setItem(name, value)
  } catch {
    return
  }
}
