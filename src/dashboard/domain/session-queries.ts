import { queryOptions, useQuery } from '@tanstack/react-query'
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

/** How many rows one's role may write at once at a source; null: as many as a job may have. */
export function useRowLimit(source: string): number | null {
  const sources = useQuery(sessionQueries.current()).data?.sources ?? []
  return sources.find((access) => access.source === source)?.maxRows ?? null
}
