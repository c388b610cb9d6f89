import * as z from 'zod/mini'
import { contactQuery, type ContactQuery } from '#contract/api/contacts.ts'
import { readSort } from '#contract/api/sort.ts'
import type { Capabilities } from '#contract/api/sources.ts'

const { page, size, search, sort } = contactQuery.shape

/** The proxy's own query, but forgiving: a URL is text a person may type. */
export const contactsSearch = z.object({
  page: z.catch(page, 1),
  size: z.catch(size, 50),
  search: z.catch(search, ''),
  sort: z.catch(sort, undefined),
})
export const contactsSearchDefaults = { page: 1, size: 50, search: '', sort: undefined } as const

export type ContactsSearch = z.output<typeof contactsSearch>

/** What of the address this source can do; the rest falls back to its defaults. */
export function toQuery(asked: ContactsSearch, can: Capabilities): ContactQuery {
  const size = can.pageSizes.includes(asked.size) ? asked.size : (can.pageSizes[0] ?? 50)
  const isSortable = asked.sort !== undefined && can.sorts.includes(readSort(asked.sort).field)
  const sort = isSortable ? asked.sort : (can.defaultSort ?? undefined)
  return { page: asked.page, size, search: can.search ? asked.search : '', sort }
}
