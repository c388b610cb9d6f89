import { linkOptions, type ParsedLocation } from '@tanstack/react-router'
import type { RowOutcome } from '#contract/api/row-results.ts'
import type { ContactsSearch } from './contacts-search.ts'

/** Options of the router's `Link` and `navigate` for each page, by the id of a source. */
export const contactsLink = (source: string, search: Partial<ContactsSearch> = {}) =>
  linkOptions({ to: '/$source/contacts', params: { source }, search })

/** History state for a navigation from the list: the index of the list's entry. */
export const fromList = ({ __TSR_index: listEntry }: ParsedLocation['state']) => ({ listEntry })

export const contactLink = (source: string, id: number) =>
  linkOptions({
    to: '/$source/contacts/$id',
    params: { source, id: String(id) },
    search: { open: '' },
  })

export const companyLink = (source: string, id: number) =>
  linkOptions({ to: '/$source/companies/$id', params: { source, id: String(id) } })

/** The form for a new contact, with what is known of it. */
export const newContactLink = (
  source: string,
  search: { name?: string; phone?: string; email?: string } = {},
) => linkOptions({ to: '/$source/contacts/new', params: { source }, search })

export const editContactLink = (source: string, id: number) =>
  linkOptions({ to: '/$source/contacts/$id/edit', params: { source, id: String(id) } })

/** The grid for new contacts, or for those with these IDs. */
export const gridLink = (source: string, ids?: number[]) =>
  linkOptions({
    to: '/$source/contacts/batch',
    params: { source },
    search: ids ? { ids: ids.join(',') } : {},
  })

export const chatsLink = (source: string, tab: 'lookUp' | 'link') =>
  linkOptions({ to: '/$source/chats', params: { source }, search: { tab } })

export const jobsLink = (source: string, page = 1) =>
  linkOptions({ to: '/$source/jobs', params: { source }, search: { page: notFirst(page) } })

type JobSearch = {
  page?: number
  /** Shows only the rows with this outcome. */
  outcome?: RowOutcome | undefined
  /** The panel that is open above the rows. */
  panel?: 'retry' | 'undo' | undefined
}

export const jobLink = (source: string, job: string, { page = 1, ...search }: JobSearch = {}) =>
  linkOptions({
    to: '/$source/jobs/$job',
    params: { source, job },
    search: { page: notFirst(page), ...search },
  })

const notFirst = (page: number) => (page === 1 ? undefined : page)

/** The paths of companies' pages, for links that are not the router's. */
export const companyHrefs =
  (source: string) =>
  (id: number): string =>
    `/${source}/companies/${id}`

/** The path of a contact's page, for links that are not the router's. */
export const contactHref = (source: string, id: number): string => `/${source}/contacts/${id}`
