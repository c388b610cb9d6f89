import { queryOptions } from '@tanstack/react-query'
import { sourceList } from '#contract/api/sources.ts'
import { request } from '#dashboard/lib/api-client.ts'

export const sourceQueries = {
  /** Sources change only when the proxy restarts. */
  list: () =>
    queryOptions({
      queryKey: ['sources'],
      queryFn: ({ signal }) => request(sourceList, '/api/sources', { signal }),
      staleTime: Infinity,
    }),
}
