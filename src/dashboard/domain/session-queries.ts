import { queryOptions } from '@tanstack/react-query'
import { session } from '#contract/api/session.ts'
import { request } from '#dashboard/lib/api-client.ts'

export const sessionQueries = {
  /** Who one is and what one may do; also without being signed in. */
  current: () =>
    queryOptions({
      queryKey: ['session'],
      queryFn: ({ signal }) => request(session, '/api/session', { signal }),
      staleTime: 60_000,
    }),
}
