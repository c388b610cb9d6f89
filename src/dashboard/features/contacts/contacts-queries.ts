import { queryOptions } from '@tanstack/react-query'
import { contactPage, type ContactQuery } from '#contract/api/contacts.ts'
import { request } from '#dashboard/lib/api-client.ts'

export const contactsQueries = {
  all: (source: string) => ['contacts', source] as const,
  page: (source: string, query: ContactQuery) =>
    queryOptions({
      queryKey: [...contactsQueries.all(source), 'page', query],
      queryFn: ({ signal }) =>
        request(contactPage, `/api/sources/${source}/contacts?${paramsOf(query)}`, { signal }),
      // The old page stays while the next one comes, but never another source's.
      placeholderData: (previous, previousQuery) =>
        previousQuery?.queryKey[1] === source ? previous : undefined,
    }),
}

function paramsOf({ page, size, search, sort }: ContactQuery): string {
  const params = new URLSearchParams({ page: String(page), size: String(size) })
  if (search) params.set('search', search)
  if (sort) params.set('sort', sort)
  return params.toString()
}
