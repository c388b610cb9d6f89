import { queryOptions } from '@tanstack/react-query'
import { suggestions } from '#contract/api/suggestions.ts'
import { matchingParameters } from '#dashboard/domain/asked-query.ts'
import type { ContactsQuery } from '#dashboard/domain/contacts-search.ts'
import { request } from '#dashboard/lib/api-client.ts'

export const suggestionQueries = {
  /** Other searches that find contacts with the same filters. */
  search: (source: string, { search, filters }: ContactsQuery) =>
    queryOptions({
      queryKey: ['suggestions', source, search, filters],
      queryFn: async ({ signal, client }) => {
        const params = await matchingParameters(source, { search, filters }, client)
        return request(suggestions, `/api/sources/${source}/suggestions?${params}`, { signal })
      },
    }),
}
