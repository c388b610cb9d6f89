import * as z from 'zod/mini'
import { writeStored } from '#dashboard/lib/browser-storage.ts'

/** Which contacts were opened: their names and values are the proxy's to show. */
const stored = z.array(z.object({ source: z.string(), id: z.int() }))
export type RecentContact = z.infer<typeof stored>[number]

const key = 'kartoteka.recent'
const maxRecent = 12

/** The contacts that this person opened last in this browser, of all sources, the latest first. */
export function recentContacts(): RecentContact[] {
  try {
    return z.safeParse(stored, JSON.parse(localStorage.getItem(key) ?? '')).data ?? []
  } catch {
    return [] // none, damaged, or storage is blocked
  }
}

export function rememberContact(opened: RecentContact): void {
  const before = recentContacts()
  const isOpened = ({ source, id }: RecentContact) => source === opened.source && id === opened.id
  if (before[0] && isOpened(before[0])) return
  const next = [opened, ...before.filter((other) => !isOpened(other))].slice(0, maxRecent)
  writeStored(key, JSON.stringify(next))
}
