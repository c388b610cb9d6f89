import { queryOptions } from '@tanstack/react-query'
import { sourceList } from '#contract/api/sources.ts'
import { request } from '#dashboard/lib/api-client.ts'
import { grantedSource } from './granted-source.ts'

export const sourceQueries = {
  /** Sources change only when the proxy restarts, and with what one may do at them. */
  list: () =>
    queryOptions({
      queryKey: ['sources'],
      queryFn: async ({ signal }) => {
        const { items } = await request(sourceList, '/api/sources', { signal })
        return { items: items.map(grantedSource) }
      },
      staleTime: Infinity,
    }),
}
