import { QueryClient } from '@tanstack/react-query'

/** The proxy has already repeated what is worth repeating; a person repeats with a button. */
export function buildQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // The proxy may live on this very machine: "offline" says nothing about it.
      queries: { retry: false, staleTime: 30_000, networkMode: 'always' },
    },
  })
}
