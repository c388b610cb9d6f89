import { queryOptions } from '@tanstack/react-query'
import { mirrorStatus, type MirrorStatus } from '#contract/api/mirror.ts'
import { request } from '#dashboard/lib/api-client.ts'
import { isLive } from './live-events.ts'

/** Milliseconds until the state of a local copy is asked for again, while it is not told. */
const pauses: Record<MirrorStatus['state'], number | false> = {
  filling: 2000,
  paused: 10_000,
  failed: 10_000,
  complete: 30_000,
  off: false,
}

/** The proxy follows the source more often for a minute after somebody has looked. */
const watchPause = 45_000

const options = (source: string, isWatched: boolean) =>
  queryOptions({
    queryKey: ['mirror', source],
    queryFn: ({ signal }) =>
      request(mirrorStatus, `/api/sources/${source}/mirror${isWatched ? '?watched=1' : ''}`, {
        signal,
        priority: 'prefetch',
      }),
    refetchInterval: ({ state }) => {
      const pause = pauses[state.data?.state ?? 'failed']
      if (isWatched && state.data?.isComplete) return isLive() ? watchPause : pause
      return !isLive() && pause
    },
  })

export const mirrorQueries = {
  status: (source: string) => options(source, false),
  /** While the list is shown. */
  watched: (source: string) => options(source, true),
}
