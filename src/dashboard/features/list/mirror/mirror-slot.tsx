import { useQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useState } from 'react'
import type { Source } from '#contract/api/sources.ts'
import { directoryQueries } from '#dashboard/domain/directory-queries.ts'
import { withSample, type Sample } from '#dashboard/domain/job-pace.ts'
import { mirrorQueries } from '#dashboard/domain/mirror-queries.ts'
import { MirrorLine } from './mirror-line.tsx'

type Props = {
  source: Source
  asOf: string | null
  isSortPending: boolean
  /** The copy has become complete, or is no longer: the source's capabilities are others. */
  onCapabilitiesChange: () => void
}

/** Follows the local copy of a source. */
export function MirrorSlot({ source, asOf, isSortPending, onCapabilitiesChange }: Props) {
  const { data: status, dataUpdatedAt } = useQuery(mirrorQueries.status(source.id))
  const account = useQuery({ ...directoryQueries.account(source.id), enabled: asOf !== null })
  const [watched, setWatched] = useState<{ at: number; samples: Sample[] }>({ at: 0, samples: [] })
  if (status && dataUpdatedAt !== watched.at) {
    const sample = { at: dataUpdatedAt, done: status.read }
    const samples = status.state === 'filling' ? withSample(watched.samples, sample) : []
    setWatched({ at: dataUpdatedAt, samples })
  }
  // Conditions are the one capability that only a complete copy has. Compared after each reading of
  // the state, because reading the capabilities may fail.
  const isOutdated = status !== undefined && status.isComplete !== source.capabilities.operators
  const change = useEffectEvent(onCapabilitiesChange)
  useEffect(() => {
    if (isOutdated) change()
  }, [isOutdated, dataUpdatedAt])
  return (
    <MirrorLine
      status={status}
      asOf={asOf}
      isSortPending={isSortPending}
      timeZone={account.data?.timeZone ?? null}
      samples={watched.samples}
    />
  )
}
