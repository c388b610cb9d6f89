import { useQuery } from '@tanstack/react-query'
import { sessionQueries } from './session-queries.ts'

/** How many rows one's role may write at once at a source; null: as many as a job may have. */
export function useRowLimit(source: string): number | null {
  const sources = useQuery(sessionQueries.current()).data?.sources ?? []
  return sources.find((access) => access.source === source)?.maxRows ?? null
}
