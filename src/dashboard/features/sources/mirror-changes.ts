import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { mirrorEstimate, mirrorStatus, type MirrorStatus } from '#contract/api/mirror.ts'
import { mirrorQueries } from '#dashboard/domain/mirror-queries.ts'
import { request, send } from '#dashboard/lib/api-client.ts'

const pathOf = (source: string) => `/api/sources/${source}/mirror`

export const estimateQueries = {
  /** What a copy of the source would take; takes a few requests. */
  of: (source: string) =>
    queryOptions({
      queryKey: ['mirror-estimate', source],
      queryFn: ({ signal }) => request(mirrorEstimate, `${pathOf(source)}/estimate`, { signal }),
      gcTime: 0,
    }),
}

export type MirrorChange = 'turnOn' | 'pause' | 'resume' | 'refill' | 'scan' | 'erase'

function sendChange(source: string, change: MirrorChange): Promise<MirrorStatus> {
  switch (change) {
    case 'turnOn':
      return send(mirrorStatus, 'PUT', pathOf(source), { agreed: true })
    case 'erase':
      return send(mirrorStatus, 'DELETE', pathOf(source))
    case 'pause':
    case 'resume':
    case 'refill':
    case 'scan':
      return send(mirrorStatus, 'POST', `${pathOf(source)}/${change}`)
  }
}

/** A change of a source's local copy; its answer is the new state. */
export function useMirrorChange(source: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (change: MirrorChange) => sendChange(source, change),
    onSuccess: async (status) => {
      const { queryKey } = mirrorQueries.status(source)
      // A reading in progress may be older.
      await client.cancelQueries({ queryKey })
      client.setQueryData(queryKey, status)
    },
  })
}
