import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Job } from '#contract/api/jobs.ts'
import { formatMoment } from '#dashboard/lib/format.ts'
import { requesterOf } from '#dashboard/domain/job-facts.ts'
import { jobQueries } from '#dashboard/domain/job-queries.ts'
import { formatDuration } from './job-duration.ts'
import { useJobMessages } from '#dashboard/domain/job-messages.ts'
import { hasValues, useJobTitle } from '#dashboard/domain/job-title.ts'
import { jobLink } from '#dashboard/domain/links.ts'
import { TextLink } from '#dashboard/ui/link-button.tsx'

type Props = { source: string; job: Job }

/** Title, state and times of a job, what can be done about it, and its related jobs. */
export function JobHeader({
  source,
  title,
  job,
  children,
}: Props & { title: string; children: ReactNode }) {
  const { t, i18n } = useTranslation('jobs')
  const messages = useJobMessages()
  const moment = (iso: string) => formatMoment(iso, i18n.language)
  const facts = [
    t(`kinds.${job.kind}`),
    job.startedAt
      ? t('started', { moment: moment(job.startedAt) })
      : t('created', { moment: moment(job.createdAt) }),
    !hasValues(job) && t('rowCount', { count: job.total }),
    requesterOf(job),
    job.endedAt &&
      (job.startedAt
        ? t('took', { time: formatDuration(job.startedAt, job.endedAt, i18n.language) })
        : t('ended', { moment: moment(job.endedAt) })),
  ].filter(Boolean)
  return (
    <header className="flex flex-wrap items-start gap-x-6 gap-y-3">
      <div className="min-w-0 grow basis-96">
        <h1 className="text-title font-strong wrap-anywhere">{title}</h1>
        {/* A line of its own: another state does not move the times. */}
        <p role="status" className="font-medium">
          {messages.state(job)}
        </p>
        {/* On a phone with room for the end. */}
        <p className="text-quiet tabular-nums max-sm:min-h-[2lh]">{facts.join(' · ')}</p>
        <RelatedJobs source={source} job={job} />
      </div>
      {/* On a phone one line, which scrolls: what comes with the end of the job moves nothing. */}
      <div className="flex min-h-control flex-wrap items-center gap-x-3 gap-y-2 max-sm:w-full max-sm:flex-nowrap max-sm:overflow-x-auto max-sm:*:shrink-0 pointer-coarse:min-h-11">
        {children}
      </div>
    </header>
  )
}

/** The job that this one retries or undoes, and its own retries and undos. */
function RelatedJobs({ source, job }: Props) {
  const { t } = useTranslation('jobs')
  const messages = useJobMessages()
  const parentId = job.undoOf ?? job.retryOf
  const parent = useQuery({
    ...jobQueries.one(source, parentId ?? ''),
    enabled: parentId !== null,
  }).data
  const parentTitle = useJobTitle(source, parent)
  const by = parent && requesterOf(parent)
  const about = { title: parentTitle }
  const ofUndo =
    by === undefined ? t('relation.undo', about) : t('relation.undoOf', { ...about, name: by })
  const relation = job.undoOf === null ? t('relation.retry', about) : ofUndo
  const newest = useQuery(jobQueries.newest(source)).data?.items ?? []
  const children = newest.filter(({ undoOf, retryOf }) => undoOf === job.id || retryOf === job.id)
  const link = 'underline-offset-2'
  if (!parent && children.length === 0) return null
  return (
    <ul className={`mt-1 ${link}`}>
      {parent && (
        <li>
          <TextLink {...jobLink(source, parent.id)}>{relation}</TextLink>
        </li>
      )}
      {children.map((child) => (
        <li key={child.id}>
          <TextLink {...jobLink(source, child.id)}>
            {t(child.undoOf === null ? 'followedBy.retry' : 'followedBy.undo', {
              state: messages.state(child),
            })}
          </TextLink>
        </li>
      ))}
    </ul>
  )
}
