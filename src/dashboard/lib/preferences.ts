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

/** Where storage is blocked, a preference lasts as long as the page. */
export function writePreference(name: Name, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(name)
    else localStorage.setItem(name, value)
  } catch {
    return
  }
}
