import { useSyncExternalStore } from 'react'

/** What just happened, in the user's language; a later message with the same ID replaces it. */
export type Message = {
  id: string
  text: string
  /** What it tells of, on a line of its own. */
  detail?: string
  /** The way to what it tells of. */
  link?: MessageAction
  action?: MessageAction
  /** Stays until it is closed. */
  isLasting?: boolean
}
type MessageAction = { text: string; run: () => void }

/**
 * What is shown over every page: `storage`: this browser blocks storage; `clock`: the clock of this
 * computer is wrong; `server`: what was set stays in this browser, because the proxy does not store
 * it now; or a message.
 */
export type Notice = { id: LastingNotice } | Message
type LastingNotice = 'storage' | 'clock' | 'server'

let shown: readonly Notice[] = []
const reported = new Set<string>()
const listeners = new Set<() => void>()

function show(next: readonly Notice[]): void {
  shown = next
  for (const listener of listeners) listener()
}

/** Shown until it is dismissed, and not again unless it was withdrawn. */
export function reportNotice(notice: LastingNotice): void {
  if (reported.has(notice)) return
  reported.add(notice)
  show([...shown, { id: notice }])
}

export const dismissNotice = (id: string): void => show(shown.filter((other) => other.id !== id))

/** Removes a notice that no longer applies. */
export function withdrawNotice(notice: LastingNotice): void {
  if (reported.delete(notice)) dismissNotice(notice)
}

/** Shown for some seconds. */
export function showMessage(message: Message): void {
  dismissNotice(message.id)
  show([...shown, message])
}

export const useNotices = (): readonly Notice[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => shown,
  )
