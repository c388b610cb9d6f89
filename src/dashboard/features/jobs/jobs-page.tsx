import { useQuery } from '@tanstack/react-query'
import { Inbox } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Job } from '#contract/api/jobs.ts'
import type { Source } from '#contract/api/sources.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { FailurePanel } from '#dashboard/ui/failure-panel.tsx'
import { StatePanel } from '#dashboard/ui/state-panel.tsx'
import { JobPaging } from './job-paging.tsx'
import { mayAt } from '#dashboard/domain/granted-source.ts'
import { jobQueries } from '#dashboard/domain/job-queries.ts'
import { JobsEntry } from './jobs-entry.tsx'
import { JobSkeleton } from './job-skeleton.tsx'

type Props = {
  source: Source
  page: number
  /** Files that are made, shown with the first page. */
  exports?: ReactNode
  /** While it is not known whether there are any: they would push the jobs. */
  isWaiting?: boolean
  onPage: (page: number) => void
}

/** The bulk writes of a source, newest first. */
export function JobsPage({ source, page, exports, isWaiting = false, onPage }: Props) {
  const { t } = useTranslation('jobs')
  const common = useTranslation()
  const messageFor = useProblemMessages()
  const jobs = useQuery(jobQueries.list(source.id, page))
  // What is kept from an earlier visit lacks the jobs started since, which would push the others.
  const isRead = jobs.isFetchedAfterMount || jobs.isPlaceholderData || !jobs.isFetching
  const data = isRead && !(isWaiting && page === 1) ? jobs.data : undefined
  const place = jobs.isPlaceholderData ? undefined : `${source.id}/${page}`
  const { items, held, onShowHeld } = useHeldJobs(place, data?.items)
  const problem = jobs.isError && !jobs.data ? messageFor(jobs.error) : undefined
  return (
    <section className="w-full max-w-316 px-4 pt-4 pb-12">
      <div className="mb-2 flex min-h-control items-center justify-between gap-4">
        <h1 className="text-title font-strong">{t('title')}</h1>
        <div role="status">
          {held > 0 && <Button onClick={onShowHeld}>{t('showNew', { count: held })}</Button>}
        </div>
      </div>
      {page === 1 && (data ?? problem) && exports}
      {problem ? (
        <FailurePanel
          {...problem}
          retryLabel={common.t('problem.tryAgain')}
          onRetry={() => void jobs.refetch()}
        />
      ) : !data ? (
        <JobSkeleton label={t('loading')} />
      ) : items.length === 0 ? (
        <StatePanel
          tone="calm"
          icon={<Inbox />}
          title={page > 1 ? t('pastEndTitle') : t('emptyTitle')}
          text={t(page > 1 ? 'pastEndText' : mayAt(source, 'bulk') ? 'emptyText' : 'emptyOfOthers')}
          action={
            page > 1 && (
              <Button look="primary" onClick={() => onPage(1)}>
                {t('toFirstPage')}
              </Button>
            )
          }
        />
      ) : (
        <>
          <ul
            aria-label={t('list')}
            className="divide-y divide-line rounded border border-line bg-surface"
          >
            {items.map((job) => (
              <JobsEntry key={job.id} source={source.id} job={job} now={jobs.dataUpdatedAt} />
            ))}
          </ul>
          <JobPaging page={page} hasNext={data.hasNext} onPage={onPage} />
        </>
      )}
    </section>
  )
}

/**
 * The jobs of a page (`place`; undefined: of the one before, while it is read). Those started since
 * it is shown are held until they are asked for: they would push the others away from below the
 * pointer.
 */
function useHeldJobs(place: string | undefined, jobs: Job[] = []) {
  const [first, setFirst] = useState<{ place: string; id: string }>()
  const top = jobs[0]?.id
  const showAll = () => {
    if (place !== undefined && top !== undefined) setFirst({ place, id: top })
  }
  if (place !== undefined && top !== undefined && first?.place !== place) showAll()
  // Without the one that was first, so many are new that all others have moved on to other pages.
  const held = Math.max(
    0,
    jobs.findIndex(({ id }) => id === first?.id),
  )
  return { items: jobs.slice(held), held, onShowHeld: showAll }
}
