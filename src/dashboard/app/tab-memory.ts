import type { ContactEdit } from '#contract/api/writes.ts'

let last: { source: string; undo: ContactEdit; at: number } | undefined

const undoWindow = 5 * 60_000 // ms; after that an undo is more likely to surprise than to help

/** The last edit saved in this tab, so that the contact's page can offer to undo it. */
export const lastSaved = {
  undoFor: (source: string, id: number): ContactEdit | undefined =>
    last?.source === source && last.undo.id === id && Date.now() - last.at < undoWindow
      ? last.undo
      : undefined,
  remember: (source: string, undo: ContactEdit) => {
    last = { source, undo, at: Date.now() }
  },
  clear: () => {
    last = undefined
  },
}

let id: number | undefined

/** The contact last opened from the list, whose row takes the focus on return. */
export const lastOpened = {
  id: () => id,
  remember: (opened: number) => {
    id = opened
  },
}
