import { QueryClient, type Query } from '@tanstack/react-query'
import { ApiError } from '#dashboard/lib/api-client.ts'

/** The proxy has already repeated what is worth repeating; a person repeats with a button. */
export function buildQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // The proxy may live on this very machine: "offline" says nothing about it.
      queries: {
        retry: false,
        staleTime: 30_000,
        networkMode: 'always',
        refetchOnWindowFocus: shouldRefetch,
        refetchOnReconnect: shouldRefetch,
      },
    },
  })
}

const notRetried = ['source_unpaid', 'source_moved', 'source_unauthorized', 'source_blocked']

/** An account that is not paid, not connected or blocked is asked again by a person, not by us. */
const shouldRefetch = (query: Query): boolean =>
  !(query.state.error instanceof ApiError && notRetried.includes(query.state.error.code))
