import { useQueries, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { mirrorQueries } from '#dashboard/domain/mirror-queries.ts'
import { sourceQueries } from '#dashboard/domain/source-queries.ts'
import { FailurePanel } from '#dashboard/ui/failure-panel.tsx'
import { Skeleton } from '#dashboard/ui/skeleton.tsx'
import { SourceCard } from './source-card.tsx'

type Props = {
  /** A copy has become complete or was turned off. */
  onCapabilitiesChange: (source: string) => void
}

/** The configured sources: whether each can be reached, and its local copy. */
export function SourcesPage({ onCapabilitiesChange }: Props) {
  const { t } = useTranslation('sources')
  const common = useTranslation()
  const messageFor = useProblemMessages()
  const sources = useQuery(sourceQueries.list())
  const items = sources.data?.items ?? []
  // A card has its height with the state of its copy: all are shown at once, so that none moves.
  const copies = useQueries({ queries: items.map(({ id }) => mirrorQueries.status(id)) })
  const [wereRead, setWereRead] = useState(false)
  const areRead = wereRead || (items.length > 0 && copies.every(({ isPending }) => !isPending))
  if (areRead && !wereRead) setWereRead(true)
  return (
    <section className="grid w-full grid-cols-[minmax(0,1fr)] max-w-316 gap-4 px-4 pt-4 pb-12">
      <div>
        <h1 className="text-title font-strong">{t('title')}</h1>
        <p className="mt-1 max-w-180 text-quiet">{t('intro')}</p>
      </div>
      {sources.isError && !sources.data ? (
        <FailurePanel
          {...messageFor(sources.error)}
          retryLabel={common.t('problem.tryAgain')}
          onRetry={() => void sources.refetch()}
        />
      ) : areRead ? (
        items.map((source) => (
          <SourceCard
            key={source.id}
            source={source}
            onCapabilitiesChange={() => onCapabilitiesChange(source.id)}
          />
        ))
      ) : (
        <Skeleton label={t('loading')} className="grid gap-4">
          {items.map(({ id }) => (
            <div key={id} className="shimmer h-40 rounded" />
          ))}
        </Skeleton>
      )}
    </section>
  )
}
