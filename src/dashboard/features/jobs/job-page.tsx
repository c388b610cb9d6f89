import { useQuery } from '@tanstack/react-query'
import { ArrowLeft, FileQuestion } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Job } from '#contract/api/jobs.ts'
import { BackLink } from '#dashboard/ui/link-button.tsx'
import { jobsLink } from '#dashboard/domain/links.ts'
import type { Source } from '#contract/api/sources.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { Note } from '#dashboard/ui/note.tsx'
import { FailurePanel } from '#dashboard/ui/failure-panel.tsx'
import { StatePanel } from '#dashboard/ui/state-panel.tsx'
import {
  failedOf,
  failures,
  isEnded,
  notWrittenOf,
  warnedOf,
  writtenOf,
} from '#dashboard/domain/job-facts.ts'
import { isOffered, useJobRights } from '#dashboard/domain/job-limits.ts'
import { JobFilter } from './job-filter.tsx'
import { useFollowed } from '#dashboard/domain/job-following.ts'
import { JobHeader } from './job-header.tsx'
import type { JobSearch } from './job-search.ts'
import { failedHref, jobQueries } from '#dashboard/domain/job-queries.ts'
import { JobRetry } from './job-retry.tsx'
import { JobRowsTable } from './job-rows-table.tsx'
import { JobSkeleton } from './job-skeleton.tsx'
import { JobProgress } from './job-progress.tsx'
import { JobUndoPanel } from './job-undo-panel.tsx'
import { useJobTitle } from '#dashboard/domain/job-title.ts'

type Props = {
  source: Source
  id: string
  search: JobSearch
  /** The page of the list of jobs for the link back. */
  jobsPage: number | undefined
  onSearchChange: (change: Partial<JobSearch>) => void
  /** Called with the job's title once it is known. */
  onTitle: (title: string) => void
  onOpenJob: (id: string) => void
}

export function JobPage(props: Props) {
  const { source, id, jobsPage } = props
  const { t } = useTranslation('jobs')
  const common = useTranslation()
  const messageFor = useProblemMessages()
  const job = useQuery(jobQueries.one(source.id, id))
  const problem = job.isError && !job.data ? messageFor(job.error) : undefined
  const areRelatedKnown = useRelatedKnown(source.id, job.data)
  return (
    <section className="w-full max-w-316 px-4 pt-3 pb-12">
      <BackLink {...jobsLink(source.id, jobsPage)}>
        <ArrowLeft aria-hidden className="size-4" />
        {t('back')}
      </BackLink>
      {problem?.code === 'not_found' || problem?.code === 'invalid_input' ? (
        <StatePanel
          tone="calm"
          icon={<FileQuestion />}
          title={t('notFoundTitle')}
          text={t('notFoundText')}
        />
      ) : problem ? (
        <FailurePanel
          {...problem}
          retryLabel={common.t('problem.tryAgain')}
          onRetry={() => void job.refetch()}
        />
      ) : job.data && areRelatedKnown ? (
        <Known key={job.data.id} {...props} job={job.data} />
      ) : (
        <JobSkeleton label={t('loadingOne')} />
      )}
    </section>
  )
}

/** Whether the jobs that the header links to are read, or cannot be: it has one height from then on. */
function useRelatedKnown(source: string, job: Job | undefined): boolean {
  const parent = job?.undoOf ?? job?.retryOf
  const parentRead = useQuery({ ...jobQueries.one(source, parent ?? ''), enabled: Boolean(parent) })
  return !useQuery(jobQueries.newest(source)).isPending && !(parent && parentRead.isPending)
}

function Known(props: Props & { job: Job }) {
  const { source, search, onSearchChange, onTitle, onOpenJob } = props
  const { t } = useTranslation('jobs')
  const followed = useFollowed(source.id, props.job)
  const { job } = followed
  const title = useJobTitle(source.id, job)
  useEffect(() => onTitle(title), [onTitle, title])
  const close = () => onSearchChange({ panel: undefined })
  const { counts } = job
  const { limit, mayCancel, mayDownload } = useJobRights(source, job)
  const smallest = Math.min(...failures.map((item) => counts[item] || Infinity))
  const canRetry = isEnded(job) && failedOf(job) > 0 && isOffered(smallest, limit)
  const canUndo =
    isEnded(job) && writtenOf(job) > 0 && isOffered(counts.changed || counts.created, limit)
  return (
    <div className="grid gap-4">
      <JobHeader source={source.id} title={title} job={job}>
        {canRetry && (
          <Button
            aria-expanded={search.panel === 'retry'}
            onClick={() => onSearchChange({ panel: 'retry' })}
          >
            {t('retry.open')}
          </Button>
        )}
        {canUndo && (
          <Button
            aria-expanded={search.panel === 'undo'}
            onClick={() => onSearchChange({ panel: 'undo' })}
          >
            {t('undo.open')}
          </Button>
        )}
        {mayDownload && notWrittenOf(job) > 0 && (
          <a
            href={failedHref(source.id, job.id)}
            download
            className="inline-flex h-control items-center link"
          >
            {t('download')}
          </a>
        )}
      </JobHeader>
      <JobProgress source={source.id} title={title} followed={followed} mayCancel={mayCancel} />
      {warnedOf(job) > 0 && <Note tone="warning">{t('warned', { count: warnedOf(job) })}</Note>}
      {job.selection === 'unchecked' && <Note tone="warning">{t('unchecked')}</Note>}
      {search.panel === 'retry' && canRetry && (
        <JobRetry
          source={source.id}
          job={job}
          limit={limit}
          onStarted={onOpenJob}
          onClose={close}
        />
      )}
      {search.panel === 'undo' && canUndo && (
        <JobUndoPanel
          source={source}
          job={job}
          limit={limit}
          onStarted={onOpenJob}
          onClose={close}
        />
      )}
      <div className="grid gap-2">
        <JobFilter job={job} search={search} source={source.id} />
        <JobRowsTable
          source={source.id}
          job={job}
          search={search}

          onPage={(page) => onSearchChange({ page })}
        />
      </div>
    </div>
  )
}
