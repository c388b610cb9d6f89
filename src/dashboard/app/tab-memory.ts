import type { ContactsSearch } from '#dashboard/domain/contacts-search.ts'
import type { SavedNotice } from '#dashboard/features/contact/form/saved-notice.ts'

let last: { source: string; notice: SavedNotice; at: number } | undefined

const undoWindow = 5 * 60_000 // ms; after that, users may not remember what would be undone

/** The last save in this tab, which the contact's page reports with an undo button. */
export const lastSaved = {
  noticeFor: (source: string, id: number): SavedNotice | undefined =>
    last?.source === source && last.notice.id === id && Date.now() - last.at < undoWindow
      ? last.notice
      : undefined,
  remember: (source: string, notice: SavedNotice) => {
    last = { source, notice, at: Date.now() }
  },
  forget: () => {
    last = undefined
  },
}

const opened = new Map<string, number>()

/** The contact last opened from each source's list, so that its row gets the focus on return. */
export const lastOpened = {
  id: (source: string) => opened.get(source),
  remember: (source: string, id: number) => {
    opened.set(source, id)
  },
}

const lists = new Map<string, ContactsSearch>()

/** The last query of each source's list, for links back to it. */
export const lastList = {
  search: (source: string) => lists.get(source),
  remember: (source: string, search: ContactsSearch) => {
    lists.set(source, search)
  },
}

const jobPages = new Map<string, number>()

/** The last page shown in the list of jobs. */
export const lastJobsPage = {
  page: (source: string) => jobPages.get(source),
  remember: (source: string, page: number) => {
    jobPages.set(source, page)
  },
}

/** Resets everything to the state of a new tab. */
export function forgetTab(): void {
  lastSaved.forget()
  opened.clear()
  lists.clear()
  jobPages.clear()
}
