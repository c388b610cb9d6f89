import { useQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Source } from '#contract/api/sources.ts'
import { isLive } from '#dashboard/domain/live-events.ts'
import { mirrorQueries } from '#dashboard/domain/mirror-queries.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { kindNames } from '#dashboard/domain/source-kinds.ts'
import { formatMoment } from '#dashboard/lib/format.ts'
import { Note } from '#dashboard/ui/note.tsx'
import { Skeleton } from '#dashboard/ui/skeleton.tsx'
import { MirrorOff } from './mirror-off.tsx'
import { MirrorPanel } from './mirror-panel.tsx'
import { connectionQueries } from './source-connection.ts'
import { StateMark } from './state-mark.tsx'

type Props = { source: Source; onCapabilitiesChange: () => void }

const watchInterval = 2000 // milliseconds; the copy is on this machine

/** A source: its name, its connection and its local copy. */
export function SourceCard({ source, onCapabilitiesChange }: Props) {
  const { t } = useTranslation('sources')
  const common = useTranslation()
  const messageFor = useProblemMessages()
  const id = useId()
  const mirror = useQuery({
    ...mirrorQueries.status(source.id),
    refetchInterval: ({ state }) =>
      state.data?.state === 'off' || isLive() ? false : watchInterval,
  })
  const status = mirror.data
  const can = source.capabilities
  // Conditions are the one capability that only a complete copy has.
  const isOutdated =
    status !== undefined &&
    (status.isComplete !== can.operators || (status.state !== 'off') !== can.mirror)
  const change = useEffectEvent(onCapabilitiesChange)
  useEffect(() => {
    if (isOutdated) change()
  }, [isOutdated, mirror.dataUpdatedAt])
  return (
    <section aria-labelledby={id} className="rounded border border-line bg-surface">
      <header className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 border-b border-line px-4 py-3">
        <h2 id={id} className="min-w-0 wrap-anywhere">
          <span translate="no" className="text-lead font-strong">
            {source.title}
          </span>{' '}
          <span className="text-quiet">· {kindNames[source.kind]}</span>
        </h2>
        {/* Its place does not depend on what it says; on a phone a line of its own. */}
        <span className="min-w-0 flex-1 max-sm:basis-full sm:text-end">
          <Connection source={source.id} />
        </span>
      </header>
      <div className="px-4 py-3">
        {status ? (
          status.state === 'off' ? (
            <MirrorOff source={source} obstacle={status.obstacle} />
          ) : (
            <MirrorPanel source={source} status={status} readAt={mirror.dataUpdatedAt} />
          )
        ) : mirror.isError ? (
          <Note
            tone="warning"
            action={common.t('problem.tryAgain')}
            onAction={() => void mirror.refetch()}
          >
            {messageFor(mirror.error).text}
          </Note>
        ) : (
          <Skeleton label={t('loading')}>
            <div className="shimmer h-24 rounded" />
          </Skeleton>
        )}
      </div>
    </section>
  )
}

/** How the source has answered last. */
function Connection({ source }: { source: string }) {
  const { t, i18n } = useTranslation('sources')
  const common = useTranslation()
  const { data } = useQuery(connectionQueries.last(source))
  if (!data)
    return (
      <span key="checking" className="text-quiet">
        {t('connection.checking')}
      </span>
    )
  const { isConnected, at, problem } = data
  return (
    <span
      key={String(isConnected)}
      role="status"
      data-tip={t('connection.at', { time: formatMoment(at, i18n.language) })}
      className="min-w-0 wrap-anywhere"
    >
      <StateMark tone={isConnected ? 'good' : 'bad'}>
        {isConnected
          ? t('connection.connected')
          : [t('connection.failing'), problem && common.t(`problem.codes.${problem.code}`)]
              .filter(Boolean)
              .join(' · ')}
      </StateMark>
    </span>
  )
}
