import { queryOptions } from '@tanstack/react-query'
import { contactPage } from '#contract/api/contacts.ts'
import { directoryQueries } from '#dashboard/domain/directory-queries.ts'
import { request } from '#dashboard/lib/api-client.ts'
import { toServerTime } from '#dashboard/lib/server-clock.ts'
import {
  resolvePresets,
  toParameters,
  type ContactsQuery,
} from '#dashboard/domain/contacts-search.ts'

export const contactsQueries = {
  all: (source: string) => ['contacts', source] as const,
  /** `priority` is for prefetching; the key is the same. */
  page: (source: string, query: ContactsQuery, priority?: 'prefetch') =>
    queryOptions({
      queryKey: [...contactsQueries.all(source), 'page', query],
      queryFn: async ({ signal, client }) => {
        const asked = await resolvePresets(query, toServerTime(Date.now()), async () => {
          const { timeZone } = await client.query({
            ...directoryQueries.account(source),
            staleTime: 'static',
          })
          return timeZone
        })
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
