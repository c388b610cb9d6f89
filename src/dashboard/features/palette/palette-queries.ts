import { queryOptions } from '@tanstack/react-query'
import { contactDetail, contactPage, type Contact } from '#contract/api/contacts.ts'
import type { Source } from '#contract/api/sources.ts'
import { suggestions } from '#contract/api/suggestions.ts'
import { ApiError, request } from '#dashboard/lib/api-client.ts'

const freshFor = 60_000 // ms, in which the palette may be opened several times

const pathOf = (source: string) => `/api/sources/${source}/contacts`

export const paletteQueries = {
  /** The contacts that match a text, in the source's order, at the priority of a waiting user. */
  found: (source: string, search: string, size: number) =>
    queryOptions({
      queryKey: ['palette', source, 'found', search, size],
      queryFn: async ({ signal }) => {
        const params = new URLSearchParams({ search, size: String(size) })
        const page = await request(contactPage, `${pathOf(source)}?${params}`, { signal })
        // An account that ignores the search returns other contacts: they are not matches.
        return page.filterApplied
          ? { contacts: page.items, hasMore: page.hasNext }
          : { contacts: [], hasMore: false }
      },
      retry: false,
    }),
  /** Other searches that find contacts, if a text finds none. */
  suggested: (source: string, search: string) =>
    queryOptions({
      queryKey: ['palette', source, 'suggested', search],
      queryFn: ({ signal }) => {
        const params = new URLSearchParams({ search })
        return request(suggestions, `/api/sources/${source}/suggestions?${params}`, { signal })
      },
      retry: false,
    }),
  /** Contacts by their IDs, those that one sees. */
  named: ({ id, capabilities }: Source, ids: readonly number[]) =>
    queryOptions({
      queryKey: ['palette', id, 'named', ids],
      queryFn: async ({ signal }): Promise<Contact[]> => {
        if (capabilities.filters.includes('ids')) {
          const params = new URLSearchParams({ ids: ids.join(','), size: String(ids.length) })
          const page = await request(contactPage, `${pathOf(id)}?${params}`, { signal })
          return page.filterApplied ? page.items : []
        }
        const read = ids.map((contact) =>
          request(contactDetail, `${pathOf(id)}/${contact}`, { signal }).catch((error: unknown) => {
            if (error instanceof ApiError && error.code === 'not_found') return undefined
            throw error
          }),
        )
        return (await Promise.all(read)).filter((contact) => contact !== undefined)
      },
      staleTime: freshFor,
      retry: false,
    }),
}
