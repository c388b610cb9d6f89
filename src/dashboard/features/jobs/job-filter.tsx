import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Job } from '#contract/api/jobs.ts'
import type { RowOutcome } from '#contract/api/row-results.ts'
import { shownOutcomes } from '#dashboard/domain/job-facts.ts'
import { jobLink } from '#dashboard/domain/links.ts'
import type { JobSearch } from './job-search.ts'

type Props = {
  job: Job
  search: JobSearch
  source: string
}

/** The number of rows per outcome, as links to these rows. */
export function JobFilter({ job, search: { outcome, panel }, source }: Props) {
  const { t, i18n } = useTranslation('jobs')
  const entry = (of: RowOutcome | undefined, name: string, count: number) => (
    <li
      key={of ?? 'all'}
      data-current={of === outcome || undefined}
      className="rounded border border-transparent text-quiet data-current:border-line data-current:bg-surface data-current:text-ink"
    >
      <Link
        {...jobLink(source, job.id, { panel, outcome: of })}
        resetScroll={false}
        aria-current={of === outcome || undefined}
        className="inline-flex h-control items-center gap-1.5 rounded px-2.5 hover:bg-sunken"
      >
        {name} <span className="tabular-nums">{count.toLocaleString(i18n.language)}</span>
      </Link>
    </li>
  )
  return (
    <nav aria-label={t('filter')}>
      <ul className="flex flex-wrap gap-1.5">
        {entry(undefined, t('all'), job.total)}
        {shownOutcomes(job).map((item) => entry(item, t(`outcomes.${item}`), job.counts[item]))}
      </ul>
    </nav>
  )
}
