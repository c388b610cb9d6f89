import { useTranslation } from 'react-i18next'
import type { Job } from '#contract/api/jobs.ts'
import { TextLink } from '#dashboard/ui/link-button.tsx'
import { jobLink } from '#dashboard/domain/links.ts'
import { formatMoment } from '#dashboard/lib/format.ts'
import { formatRelative } from '#dashboard/lib/relative-time.ts'
import { Moment } from '#dashboard/ui/moment.tsx'
import { JobBar } from './job-bar.tsx'
import { failedOf, isActive, requesterOf, shownOutcomes } from '#dashboard/domain/job-facts.ts'
import { formatDuration } from './job-duration.ts'
import { useFollowed } from '#dashboard/domain/job-following.ts'
import { useJobMessages } from '#dashboard/domain/job-messages.ts'
import { hasValues, useJobTitle } from '#dashboard/domain/job-title.ts'

type Props = {
  source: string
  job: Job
  /** Milliseconds. */
  now: number
}

/** A job of the list: title, progress, result. */
export function JobsEntry({ source, job: known, now }: Props) {
  const { t, i18n } = useTranslation('jobs')
  const { language } = i18n
  const messages = useJobMessages()
  const { job, secondsLeft, isDisconnected } = useFollowed(source, known)
  const title = useJobTitle(source, job)
  return (
    <li className="grid gap-x-4 gap-y-1 px-4 py-3 sm:pb-1 sm:grid-cols-[minmax(0,1fr)_minmax(0,18rem)_8rem]">
      <div className="min-w-0">
        <p className="row-name">
          <TextLink {...jobLink(source, job.id)}>{title}</TextLink>
        </p>
        <p className="text-quiet">
          {[
            t(`kinds.${job.kind}`),
            !hasValues(job) && t('rowCount', { count: job.total }),
            requesterOf(job),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      <div className="min-w-0">
        <p className={job.state === 'waiting' || failedOf(job) > 0 ? 'text-warning' : ''}>
          {messages.state(job)}
        </p>
        {isActive(job) ? (
          <JobBar title={title} job={job} secondsLeft={secondsLeft} />
        ) : (
          // As high as the bar, so that no job moves when one ends.
          <p className="min-h-7.5 text-quiet tabular-nums">
            {shownOutcomes(job)
              .map((outcome) =>
                [t(`outcomes.${outcome}`), job.counts[outcome].toLocaleString(language)].join(': '),
              )
              .join(' · ')}
          </p>
        )}
        {job.waiting && <p className="text-quiet">{messages.waiting(job)}</p>}
        {isDisconnected && <p className="text-warning">{t('connectionLost')}</p>}
      </div>
      <div className="text-quiet tabular-nums max-sm:flex max-sm:gap-x-2 sm:text-end">
        <Moment
          iso={job.createdAt}
          text={formatRelative(job.createdAt, language, now)}
          exact={formatMoment(job.createdAt, language)}
        />
        {job.startedAt && job.endedAt && (
          <p>{t('took', { time: formatDuration(job.startedAt, job.endedAt, language) })}</p>
        )}
      </div>
    </li>
  )
}
