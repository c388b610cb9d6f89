type Name = 'language' | 'theme'

/** What this browser remembers of its person; null where nothing is, or storage is forbidden. */
export function readPreference(name: Name): string | null {
  try {
    return localStorage.getItem(name)
  } catch {
    return null
  }
}

/** Where storage is forbidden the choice lasts as long as the page, which is all that can be had. */
export function writePreference(name: Name, value: string): void {
  try {
    localStorage.setItem(name, value)
  } catch {
    return
  }
}
