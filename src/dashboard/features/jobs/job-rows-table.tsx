import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Job } from '#contract/api/jobs.ts'
import { TextLink } from '#dashboard/ui/link-button.tsx'
import { contactLink } from '#dashboard/domain/links.ts'
import type { JobRow } from '#contract/api/job-rows.ts'
import type { RowOutcome } from '#contract/api/row-results.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { FailurePanel } from '#dashboard/ui/failure-panel.tsx'
import { isActive } from '#dashboard/domain/job-facts.ts'
import type { JobSearch } from './job-search.ts'
import { JobPaging } from './job-paging.tsx'
import { jobQueries, pollInterval } from '#dashboard/domain/job-queries.ts'
import { isLive } from '#dashboard/domain/live-events.ts'
import { JobRowDetails } from './job-row-details.tsx'
import { JobSkeleton } from './job-skeleton.tsx'
import { useValueLabels } from '#dashboard/domain/job-values.ts'

type Props = {
  source: string
  job: Job
  search: JobSearch
  onPage: (page: number) => void
}

export const rowGrid = 'sm:grid sm:grid-cols-[4rem_minmax(0,2fr)_8rem_minmax(0,3fr)] sm:gap-x-4'

export function JobRowsTable({ source, job, search, onPage }: Props) {
  const { t } = useTranslation('jobs')
  const common = useTranslation()
  const messageFor = useProblemMessages()
  const rows = useQuery({
    ...jobQueries.rows(source, job.id, search.page, search.outcome),
    refetchInterval: () => !isLive() && isActive(job) && pollInterval,
  })
  const problem = rows.isError && !rows.data ? messageFor(rows.error) : undefined
  if (problem)
    return (
      <FailurePanel
        {...problem}
        retryLabel={common.t('problem.tryAgain')}
        onRetry={() => void rows.refetch()}
      />
    )
  if (!rows.data) return <JobSkeleton label={t('loadingRows')} />
  const { items, hasNext, leftOut } = rows.data
  return (
    <>
      <div
        role="table"
        aria-label={t('rows')}
        aria-busy={rows.isPlaceholderData}
        className="rounded border border-line bg-surface text-table"
      >
        <div
          role="row"
          className={`${rowGrid} border-b border-line px-4 py-2 text-meta font-medium text-quiet max-sm:sr-only`}
        >
          {(['line', 'contact', 'outcome', 'details'] as const).map((column) => (
            <span key={column} role="columnheader">
              {t(`columns.${column}`)}
            </span>
          ))}
        </div>
        {items.length === 0 && leftOut === 0 && (
          <div role="row" className="px-4 py-6">
            <p role="cell" className="text-quiet">
              {t('noRows')}
            </p>
          </div>
        )}
        {items.map((row) => (
          <Row key={row.line} row={row} source={source} />
        ))}
      </div>
      {leftOut > 0 && <p className="text-meta text-quiet">{t('leftOut', { count: leftOut })}</p>}
      <JobPaging page={search.page} hasNext={hasNext} onPage={onPage} />
    </>
  )
}

const tones: Partial<Record<RowOutcome, string>> = {
  created: 'text-success',
  changed: 'text-success',
  invalid: 'text-danger',
  rejected: 'text-danger',
  conflict: 'text-warning',
  unknown: 'text-warning',
}

function Row({ row, source }: { row: JobRow; source: string }) {
  const { t, i18n } = useTranslation('jobs')
  const labels = useValueLabels(source)
  const { outcome } = row.result
  const name =
    row.name || (row.contactId === null ? t('newContact') : t('contactId', { id: row.contactId }))
  return (
    <div role="row" className={`${rowGrid} border-b border-line px-4 py-2 last:border-0`}>
      <span role="cell" className="text-quiet tabular-nums max-sm:float-end">
        {row.line.toLocaleString(i18n.language)}
      </span>
      <span role="cell" translate={row.name ? 'no' : undefined} className="row-name max-sm:block">
        {row.contactId === null ? (
          name
        ) : (
          <TextLink {...contactLink(source, row.contactId)}>{name}</TextLink>
        )}
      </span>
      <span role="cell" className={`max-sm:block ${tones[outcome] ?? 'text-quiet'}`}>
        {t(`outcome.${outcome}`)}
      </span>
      <div role="cell" className="min-w-0 wrap-anywhere">
        <JobRowDetails source={source} row={row} labels={labels} />
      </div>
    </div>
  )
}
