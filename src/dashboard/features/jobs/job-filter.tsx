import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Job } from '#contract/api/jobs.ts'
import type { RowOutcome } from '#contract/api/job-rows.ts'
import { shownOutcomes } from '#dashboard/domain/job-facts.ts'

type Props = {
  job: Job
  outcome: RowOutcome | undefined
  /** A link to the rows of an outcome, or to all, drawn around its words. */
  renderLink: (outcome: RowOutcome | undefined, words: ReactNode) => ReactNode
}

/** How many rows came to which end; each count leads to its rows. */
export function JobFilter({ job, outcome, renderLink }: Props) {
  const { t, i18n } = useTranslation('jobs')
  const entry = (of: RowOutcome | undefined, name: string, count: number) => (
    <li
      key={of ?? 'all'}
      data-current={of === outcome || undefined}
      className="rounded border border-line data-current:border-accent data-current:bg-tint"
    >
      {renderLink(
        of,
        <>
          {name} <span className="tabular-nums">{count.toLocaleString(i18n.language)}</span>
        </>,
      )}
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
