import { queryOptions } from '@tanstack/react-query'
import { contactHistory } from '#contract/api/audit.ts'
import { contactDetail } from '#contract/api/contacts.ts'
import { linkedCustomers, linkedElements, linkedLeads } from '#contract/api/linked.ts'
import { historyKey } from '#dashboard/domain/contacts-invalidation.ts'
import { rememberContact } from '#dashboard/domain/recent-contacts.ts'
import { inOwnLanguage } from '#dashboard/domain/field-names.ts'
import { request } from '#dashboard/lib/api-client.ts'

const copyInterval = 10_000 // milliseconds

const pathOf = (source: string, id: number) => `/api/sources/${source}/contacts/${id}`

export const contactQueries = {
  all: (source: string, id: number) => ['contact', source, id] as const,
  detail: (source: string, id: number) =>
    queryOptions({
      queryKey: [...contactQueries.all(source, id), 'detail'],
      queryFn: async ({ signal }) => {
        const path = `${pathOf(source, id)}?fallback=copy`
        const detail = await request(contactDetail, path, { signal })
        rememberContact({ source, id })
        return detail
      },
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
