import { useSyncExternalStore } from 'react'

/**
 * What the whole page has to say: `storage`: this browser stores nothing; `clock`: the clock of this
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

/** Shown once, until it is dismissed; again only after it was withdrawn. */
export function reportNotice(notice: Notice): void {
  if (reported.has(notice)) return
  reported.add(notice)
  show([...shown, notice])
}

export const dismissNotice = (notice: Notice): void =>
  show(shown.filter((other) => other !== notice))

/** It is not so any more. */
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
