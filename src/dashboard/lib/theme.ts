import { useSyncExternalStore } from 'react'
import { writePreference } from './preferences.ts'

export type Theme = 'light' | 'dark'

const listeners = new Set<() => void>()

/** public/theme.js has set it before the first paint. */
const currentTheme = (): Theme =>
  document.documentElement.dataset['theme'] === 'dark' ? 'dark' : 'light'

export function setTheme(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme
  writePreference('theme', theme)
  for (const listener of listeners) listener()
}

// The same browser may show us in another tab.
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
