import { queryOptions } from '@tanstack/react-query'
import { contactDetail, contactPage } from '#contract/api/contacts.ts'
import { request } from '#dashboard/lib/api-client.ts'

export const contactFormQueries = {
  /** The contact to edit, always refetched: it is the base of the edit. */
  contact: (source: string, id: number) =>
    queryOptions({
      queryKey: ['contact-form', source, 'contact', id],
      queryFn: ({ signal }) =>
        request(contactDetail, `/api/sources/${source}/contacts/${id}`, { signal }),
      gcTime: 0,
      staleTime: Infinity,
      refetchOnMount: 'always',
    }),

  /** Possible duplicates, at low priority. */
  duplicates: (source: string, search: string) =>
    queryOptions({
      queryKey: ['contact-form', source, 'duplicates', search],
      queryFn: ({ signal }) =>
        request(
          contactPage,
          `/api/sources/${source}/contacts?${new URLSearchParams({ search, size: '50' })}`,
          { signal, priority: 'prefetch' },
        ),
    }),
}
