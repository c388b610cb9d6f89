import type { ContactPatch } from '#contract/api/writes.ts'

let last: { source: string; undo: ContactPatch; at: number } | undefined

const undoWindow = 5 * 60_000 // ms; later nobody remembers what would be undone

/** The edit that was saved last in this tab, so that its contact's page can offer to take it back. */
export const lastSaved = {
  undoFor: (source: string, id: number): ContactPatch | undefined =>
    last?.source === source && last.undo.id === id && Date.now() - last.at < undoWindow
      ? last.undo
      : undefined,
  remember: (source: string, undo: ContactPatch) => {
    last = { source, undo, at: Date.now() }
  },
  forget: () => {
    last = undefined
  },
}

let id: number | undefined

/** Which contact the reader left the list for, so that the way back ends at its row. */
export const lastOpened = {
  id: () => id,
  remember: (opened: number) => {
    id = opened
  },
}
