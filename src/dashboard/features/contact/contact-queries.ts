import { queryOptions, type QueryClient } from '@tanstack/react-query'
import { contactHistory } from '#contract/api/audit.ts'
import { contactDetail, type ContactDetail } from '#contract/api/contacts.ts'
import { linkedCustomers, linkedElements, linkedLeads } from '#contract/api/linked.ts'
import { historyKey } from '#dashboard/domain/contacts-invalidation.ts'
import { inOwnLanguage } from '#dashboard/domain/field-names.ts'
import { request } from '#dashboard/lib/api-client.ts'

const remembered = 30 * 60_000 // milliseconds; see `recentContacts`
const copyInterval = 10_000 // milliseconds

const pathOf = (source: string, id: number) => `/api/sources/${source}/contacts/${id}`

export const contactQueries = {
  all: (source: string, id: number) => ['contact', source, id] as const,
  detail: (source: string, id: number) =>
    queryOptions({
      queryKey: [...contactQueries.all(source, id), 'detail'],
      queryFn: ({ signal }) =>
        request(contactDetail, `${pathOf(source, id)}?fallback=copy`, { signal }),
      gcTime: remembered,
      // Until the source can be reached again.
      refetchInterval: ({ state }) => (state.data?.asOf === undefined ? false : copyInterval),
      select: (detail) => ({ ...detail, fields: inOwnLanguage(detail.fields) }),
    }),
  history: (source: string, id: number) =>
    queryOptions({
      queryKey: historyKey(source, id),
      gcTime: 0,
      refetchOnWindowFocus: false,
      queryFn: ({ signal }) =>
        request(contactHistory, `${pathOf(source, id)}/history?size=5`, {
          signal,
          priority: 'prefetch',
        }),
    }),
  leads: (source: string, id: number) =>
    queryOptions({
      queryKey: [...contactQueries.all(source, id), 'leads'],
      queryFn: ({ signal }) => request(linkedLeads, `${pathOf(source, id)}/leads`, { signal }),
    }),
  customers: (source: string, id: number) =>
    queryOptions({
      queryKey: [...contactQueries.all(source, id), 'customers'],
      queryFn: ({ signal }) =>
        request(linkedCustomers, `${pathOf(source, id)}/customers`, { signal }),
    }),
  elements: (source: string, id: number) =>
    queryOptions({
      queryKey: [...contactQueries.all(source, id), 'elements'],
      queryFn: ({ signal }) =>
        request(linkedElements, `${pathOf(source, id)}/catalog-elements`, { signal }),
    }),
}

const maxRecent = 5

/** The contacts of a source that were opened last on this page, the latest first. */
export const recentContacts = (client: QueryClient, source: string): ContactDetail[] =>
  client
    .getQueryCache()
    .findAll({ queryKey: ['contact', source] })
    .toSorted((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt)
    .flatMap(({ queryKey: [, , id] }) => {
      if (typeof id !== 'number') return []
      return client.getQueryData(contactQueries.detail(source, id).queryKey) ?? []
    })
    .filter((contact, index, all) => all.findIndex(({ id }) => id === contact.id) === index)
    .slice(0, maxRecent)
