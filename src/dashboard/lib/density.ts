import { useSyncExternalStore } from 'react'
import { writePreference } from './preferences.ts'

export const densities = ['compact', 'regular', 'comfortable'] as const
export type Density = (typeof densities)[number]

const listeners = new Set<() => void>()

/** Set by public/theme.js before the first paint; if missing, the density is regular. */
const currentDensity = (): Density =>
  densities.find((item) => item === document.documentElement.dataset['density']) ?? 'regular'

export function setDensity(density: Density): void {
  document.documentElement.dataset['density'] = density
  writePreference('density', density)
  for (const listener of listeners) listener()
}

export function useDensity(): Density {
  return useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, currentDensity)
}
