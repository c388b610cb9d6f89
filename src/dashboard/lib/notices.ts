import { useSyncExternalStore } from 'react'

/**
 * Notices for the whole page: `storage`: this browser blocks storage; `clock`: the clock of this
 * computer is wrong.
 */
export type Notice = 'storage' | 'clock'

let shown: readonly Notice[] = []
const reported = new Set<Notice>()
const listeners = new Set<() => void>()

function show(next: readonly Notice[]): void {
  shown = next
  for (const listener of listeners) listener()
}

/** Shown until it is dismissed, and not again unless it was withdrawn. */
export function reportNotice(notice: Notice): void {
  if (reported.has(notice)) return
  reported.add(notice)
  show([...shown, notice])
}

export const dismissNotice = (notice: Notice): void =>
  show(shown.filter((other) => other !== notice))

/** Removes a notice that no longer applies. */
export function withdrawNotice(notice: Notice): void {
  if (reported.delete(notice)) dismissNotice(notice)
}

export const useNotices = (): readonly Notice[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => shown,
  )
