import { queryOptions } from '@tanstack/react-query'
import { mirrorStatus, type MirrorStatus } from '#contract/api/mirror.ts'
import { request } from '#dashboard/lib/api-client.ts'

/** Milliseconds until the state of a local copy is asked for again. */
const pauses: Record<MirrorStatus['state'], number | false> = {
  filling: 2000,
  paused: 10_000,
  failed: 10_000,
  complete: 30_000,
  off: false,
}

export const mirrorQueries = {
  status: (source: string) =>
    queryOptions({
      queryKey: ['mirror', source],
      queryFn: ({ signal }) =>
        request(mirrorStatus, `/api/sources/${source}/mirror`, { signal, priority: 'prefetch' }),
      refetchInterval: ({ state }) => pauses[state.data?.state ?? 'failed'],
    }),
}
