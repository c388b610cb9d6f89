import { queryOptions } from '@tanstack/react-query'
import { sourceConnection } from '#contract/api/connection-state.ts'
import { request } from '#dashboard/lib/api-client.ts'

const interval = 15_000 // milliseconds

export const connectionQueries = {
  last: (source: string) =>
    queryOptions({
      queryKey: ['connection', source],
      queryFn: ({ signal }) =>
        request(sourceConnection, `/api/sources/${source}/connection`, {
          signal,
          priority: 'prefetch',
        }),
      refetchInterval: interval,
    }),
}
