import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { CalendarDays } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { overview } from '#contract/api/overview.ts'
import type { Source } from '#contract/api/sources.ts'
import { directoryQueries } from '#dashboard/domain/directory-queries.ts'
import { contactsLink } from '#dashboard/domain/links.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { request } from '#dashboard/lib/api-client.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { FailurePanel } from '#dashboard/ui/failure-panel.tsx'
import { LinkButton } from '#dashboard/ui/link-button.tsx'
import { Note } from '#dashboard/ui/note.tsx'
import { StatePanel } from '#dashboard/ui/state-panel.tsx'
import { OverviewFacts } from './overview-facts.tsx'
import { OverviewShares } from './overview-shares.tsx'
import { OverviewTiles } from './overview-tiles.tsx'
import { OverviewWeeks } from './overview-weeks.tsx'

/**
 * Contacts added and changed in the last weeks; contacts that could not be counted are mentioned.
 */
export function OverviewPage({ source }: { source: Source }) {
  const { t } = useTranslation('overview')
  const common = useTranslation()
  const messageFor = useProblemMessages()
  const [newerThan, setNewerThan] = useState<string>()
  const latest = useQuery(overviewQueries.latest(source.id, newerThan))
  const { counted, counting, zone = 'UTC' } = latest.data ?? {}
  const problem = latest.isError ? messageFor(latest.error) : undefined
  const isCounting = !problem && (latest.isPlaceholderData || Boolean(counting))
  const again = () => {
    if (problem || counted?.at === newerThan) void latest.refetch()
    else setNewerThan(counted?.at)
  }
  return (
    <section className="grid w-full max-w-316 gap-4 px-4 pt-4 pb-12">
      <div className="flex min-h-control flex-wrap items-center justify-between gap-2">
        <h1 className="text-title font-strong">{t('title')}</h1>
        {counted?.asOf === null && (
          <Button aria-disabled={isCounting} onClick={again}>
            {t('countAgain')}
          </Button>
        )}
      </div>
      {counted && problem && (
        <Note tone="warning" action={common.t('problem.tryAgain')} onAction={again}>
          {problem.text}
        </Note>
      )}
      {source.capabilities.mirror && <OverviewTiles source={source} />}
      {counted ? (
        <>
          <OverviewFacts
            counted={counted}
            zone={zone}
            counting={isCounting ? counting : null}
            now={latest.dataUpdatedAt}
          />
          {counted.from !== null &&
            (counted.contacts === 0 && counted.gap === null ? (
              <StatePanel
                tone="calm"
                icon={<CalendarDays />}
                title={t('emptyTitle')}
                text={t('emptyText')}
                action={
                  <LinkButton look="primary" {...contactsLink(source.id)}>
                    {t('toContacts')}
                  </LinkButton>
                }
              />
            ) : (
              <>
                <OverviewWeeks source={source} counted={counted} zone={zone} />
                <OverviewShares source={source} counted={counted} zone={zone} />
              </>
            ))}
        </>
      ) : problem ? (
        <FailurePanel
          title={problem.title}
          text={problem.text}
          footnote={problem.footnote}
          retryLabel={common.t('problem.tryAgain')}
          onRetry={() => void latest.refetch()}
        />
      ) : (
        <OverviewSkeleton contacts={counting?.contacts} />
      )}
    </section>
  )
}

const pollInterval = 400 // milliseconds, while a count is in progress
const copyInterval = 30_000 // of a local copy, which is counted at once

const overviewQueries = {
  /**
   * The last count of a source, and the progress of the next one; `newerThan`: the `at` of a count
   * that is too old.
   */
  latest: (source: string, newerThan: string | undefined) =>
    queryOptions({
      queryKey: ['overview', source, newerThan],
      queryFn: async ({ signal, client }) => {
        // Weeks begin in the account's time zone, as the days of the list's filters do.
        const { timeZone } = await client.query({
          ...directoryQueries.account(source),
          staleTime: 'static',
        })
        const zone = timeZone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone
        const query = new URLSearchParams({ zone, ...(newerThan && { newerThan }) })
        const path = `/api/sources/${source}/overview?${query}`
        return { ...(await request(overview, path, { signal })), zone }
      },
      placeholderData: keepPreviousData,
      refetchInterval: ({ state }) => {
        if (state.data?.counted?.asOf) return copyInterval
        return state.status !== 'error' && state.data?.counting ? pollInterval : false
      },
    }),
}

/** Shown while the first count is in progress, with its progress. */
function OverviewSkeleton({ contacts = 0 }: { contacts?: number | undefined }) {
  const { t } = useTranslation('overview')
  return (
    <div className="after-a-moment grid gap-4">
      <p className="text-quiet tabular-nums">
        <span role="status">{t('counting')}</span>
        {contacts > 0 && <span aria-hidden>: {t('readSoFar', { count: contacts })}</span>}
      </p>
      <div aria-hidden className="shimmer h-88 rounded" />
      <div aria-hidden className="grid gap-4 sm:grid-cols-2">
        <div className="shimmer h-64 rounded" />
        <div className="shimmer h-64 rounded" />
      </div>
    </div>
  )
}
