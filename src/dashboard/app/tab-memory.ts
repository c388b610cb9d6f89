import type { ContactsSearch } from '#dashboard/domain/contacts-search.ts'
import type { SavedNotice } from '#dashboard/features/contact/form/saved-notice.ts'

let last: { source: string; notice: SavedNotice; at: number } | undefined

const undoWindow = 5 * 60_000 // ms; later nobody remembers what would be undone

/** What was saved last in this tab, so that its contact's page can say so and offer to take it back. */
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

let id: number | undefined

/** Which contact the reader left the list for, so that the way back ends at its row. */
export const lastOpened = {
  id: () => id,
  remember: (opened: number) => {
    id = opened
  },
}

const lists = new Map<string, ContactsSearch>()

/** What the list of a source showed last, for links back to it. */
export const lastList = {
  search: (source: string) => lists.get(source),
  remember: (source: string, search: ContactsSearch) => {
    lists.set(source, search)
  },
}

const jobPages = new Map<string, number>()

/** The page of the list of jobs that was shown last. */
export const lastJobsPage = {
  page: (source: string) => jobPages.get(source),
  remember: (source: string, page: number) => {
    jobPages.set(source, page)
  },
}
