import { useSyncExternalStore } from 'react'
import { writePreference } from './preferences.ts'

export type Theme = 'light' | 'dark'

const listeners = new Set<() => void>()

/** Set by public/theme.js before the first paint. */
const currentTheme = (): Theme =>
  document.documentElement.dataset['theme'] === 'dark' ? 'dark' : 'light'

export function setTheme(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme
  writePreference('theme', theme)
  for (const listener of listeners) listener()
}

// The dashboard may be open in another tab of the browser.
globalThis.addEventListener?.('storage', (event) => {
  if (event.key !== 'theme' || (event.newValue !== 'dark' && event.newValue !== 'light')) return
  document.documentElement.dataset['theme'] = event.newValue
  for (const listener of listeners) listener()
})

export function useTheme(): Theme {
  return useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, currentTheme)
}
