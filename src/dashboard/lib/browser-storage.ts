import { reportNotice, withdrawNotice } from './notices.ts'

/**
 * Stores a text, or removes it; returns false if storage is blocked or full, which the page
 * reports.
 */
export function writeStored(key: string, value: string | undefined): boolean {
  try {
    if (value === undefined) localStorage.removeItem(key)
    else localStorage.setItem(key, value)
  } catch {
    reportNotice('storage')
    return false
  }
  if (value !== undefined) withdrawNotice('storage')
  return true
}
