import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useState } from 'react'
import type { Source } from '#contract/api/sources.ts'
import { directoryQueries } from '#dashboard/domain/directory-queries.ts'
import { withSample, type Sample } from '#dashboard/domain/job-pace.ts'
import { mirrorQueries } from '#dashboard/domain/mirror-queries.ts'
import { sourceQueries } from '#dashboard/domain/source-queries.ts'
import type { ContactsQuery } from '#dashboard/domain/contacts-search.ts'
import { LiveMarks } from './live-marks.tsx'
import { isLater, useLivePage } from './live-page.ts'
import { LiveRenewal } from './live-renewal.tsx'
import { MirrorLine } from './mirror-line.tsx'

type Props = {
  source: Source
  query: ContactsQuery
  /** When the rows were read. */
  readAt: number
  asOf: string | null
  isSortPending: boolean
  /** The copy has become complete, or is no longer: the source's capabilities are others. */
  onCapabilitiesChange: () => void
}

/** Follows the local copy of a source. */
export function MirrorSlot(props: Props) {
  const { source, query, readAt, asOf, isSortPending, onCapabilitiesChange } = props
  const client = useQueryClient()
  const { data: status, dataUpdatedAt } = useQuery(mirrorQueries.watched(source.id))
  const statusAsOf = status?.asOf ?? null
  const live = useLivePage({ source, query, readAt, asOf, statusAsOf })
  // What has not changed since the rows were read is as the copy has it now.
  const shownAsOf = live.isCurrent && isLater(statusAsOf, asOf) ? statusAsOf : asOf
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
    const known = client.getQueryData(sourceQueries.list().queryKey)?.items
    // They may have been reported just now.
    const isKnown = known?.find(({ id }) => id === source.id)?.capabilities !== source.capabilities
    if (isOutdated && !isKnown) change()
  }, [isOutdated, dataUpdatedAt, client, source])
  return (
    <>
      <MirrorLine
        status={status}
        asOf={shownAsOf}
        renewal={
          <LiveRenewal difference={live.difference} more={live.more} onShow={live.showFresh} />
        }
        isSortPending={isSortPending}
        timeZone={account.data?.timeZone ?? null}
        samples={watched.samples}
      />
      <LiveMarks marks={live.marks} onSeen={live.unmark} />
    </>
  )
}
