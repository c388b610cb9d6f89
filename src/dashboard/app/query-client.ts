import { QueryClient, type Query } from '@tanstack/react-query'
import { ApiError } from '#dashboard/lib/api-client.ts'

/** The proxy has already retried what is worth retrying; the user can retry by a button. */
export function buildQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // The proxy may run on this machine: it may be reachable even if the browser is offline.
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

/** An account that is unpaid, disconnected or blocked is only retried by the user. */
const shouldRefetch = (query: Query): boolean =>
  !(query.state.error instanceof ApiError && notRetried.includes(query.state.error.code))
