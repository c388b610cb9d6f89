import { queryOptions } from '@tanstack/react-query'
import { contactPage } from '#contract/api/contacts.ts'
import { askedQuery } from '#dashboard/domain/asked-query.ts'
import { request } from '#dashboard/lib/api-client.ts'
import { toParameters, type ContactsQuery } from '#dashboard/domain/contacts-search.ts'

export const contactsQueries = {
  all: (source: string) => ['contacts', source] as const,
  /** `priority` is for prefetching; the key is the same. */
  page: (source: string, query: ContactsQuery, priority?: 'prefetch') =>
    queryOptions({
      queryKey: [...contactsQueries.all(source), 'page', query],
      queryFn: async ({ signal, client }) => {
        const asked = await askedQuery(source, query, client)
        return request(contactPage, `/api/sources/${source}/contacts?${toParameters(asked)}`, {
          signal,
          ...(priority && { priority }),
        })
      },
      // The previous page remains while the next one loads, unless it belongs to another source.
      placeholderData: (previous, previousQuery) =>
        previousQuery?.queryKey[1] === source ? previous : undefined,
    }),
}
