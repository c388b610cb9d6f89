import { useQuery } from '@tanstack/react-query'
import { CalendarDays } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Source } from '#contract/api/sources.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { FailurePanel } from '#dashboard/ui/failure-panel.tsx'
import { Note } from '#dashboard/ui/note.tsx'
import { StatePanel } from '#dashboard/ui/state-panel.tsx'
import { contactsLink } from '#dashboard/domain/links.ts'
import { LinkButton } from '#dashboard/ui/link-button.tsx'
import { OverviewFacts } from './overview-facts.tsx'
import { overviewQueries } from './overview-queries.ts'
import { OverviewShares } from './overview-shares.tsx'
import { OverviewSkeleton } from './overview-skeleton.tsx'
import { OverviewWeeks } from './overview-weeks.tsx'

/** Who was added and changed in the last weeks: only what was counted, and what was not is said. */
export function OverviewPage({ source }: { source: Source }) {
  const { t } = useTranslation('overview')
  const common = useTranslation()
  const messageFor = useProblemMessages()
  const [newerThan, setNewerThan] = useState<string>()
  const latest = useQuery(overviewQueries.latest(source.id, newerThan))
  const { counted, counting } = latest.data ?? {}
  const problem = latest.isError ? messageFor(latest.error) : undefined
  const isCounting = !problem && (latest.isPlaceholderData || Boolean(counting))
  const again = () => {
    if (problem || counted?.at === newerThan) void latest.refetch()
    else setNewerThan(counted?.at)
  }
  return (
    <section className="mx-auto grid w-full max-w-280 gap-4 px-4 pt-4 pb-12">
      <div className="flex min-h-control flex-wrap items-center justify-between gap-2">
        <h1 className="text-title font-strong">{t('title')}</h1>
        {counted && (
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
      {counted ? (
        <>
          <OverviewFacts
            counted={counted}
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
                <OverviewWeeks source={source} counted={counted} />
                <OverviewShares source={source} counted={counted} />
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
