import { queryOptions, type QueryClient } from '@tanstack/react-query'
import { contactPage, type ContactPage } from '#contract/api/contacts.ts'
import { askedQuery } from '#dashboard/domain/asked-query.ts'
import { request } from '#dashboard/lib/api-client.ts'
import { toParameters, type ContactsQuery } from '#dashboard/domain/contacts-search.ts'

/** A page of the list as it is now. */
export async function readContactsPage(
  source: string,
  query: ContactsQuery,
  client: QueryClient,
  options: { signal: AbortSignal; priority?: 'prefetch' },
): Promise<ContactPage> {
  const asked = await askedQuery(source, query, client)
  return request(contactPage, `/api/sources/${source}/contacts?${toParameters(asked)}`, options)
}

export const contactsQueries = {
  all: (source: string) => ['contacts', source] as const,
  /** `priority` is for prefetching; the key is the same. */
  page: (source: string, query: ContactsQuery, priority?: 'prefetch') =>
    queryOptions({
      queryKey: [...contactsQueries.all(source), 'page', query],
      queryFn: ({ signal, client }) =>
        readContactsPage(source, query, client, { signal, ...(priority && { priority }) }),
      // The previous page remains while the next one loads, unless it belongs to another source.
      placeholderData: (previous, previousQuery) =>
        previousQuery?.queryKey[1] === source ? previous : undefined,
    }),
}
