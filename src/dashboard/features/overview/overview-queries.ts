import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { overview } from '#contract/api/overview.ts'
import { request } from '#dashboard/lib/api-client.ts'

const pollInterval = 400 // milliseconds, while it is being counted

export const overviewQueries = {
  /** The last count of a source, and how far the next one is; `newerThan`: its `at` will not do. */
  latest: (source: string, newerThan: string | undefined) =>
    queryOptions({
      queryKey: ['overview', source, newerThan],
      queryFn: ({ signal }) => {
        // Weeks are the reader's own, as the days of the list's filters are.
        const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone
        const query = new URLSearchParams({ zone, ...(newerThan && { newerThan }) })
        return request(overview, `/api/sources/${source}/overview?${query}`, { signal })
      },
      placeholderData: keepPreviousData,
      refetchInterval: ({ state }) =>
        state.status !== 'error' && state.data?.counting ? pollInterval : false,
    }),
}
