import { useTranslation } from 'react-i18next'
import type { Job } from '#contract/api/jobs.ts'
import { doneOf } from '#dashboard/domain/job-facts.ts'
import { useJobMessages } from '#dashboard/domain/job-messages.ts'
import { ProgressBar } from '#dashboard/ui/progress-bar.tsx'

type Props = { title: string; job: Job; secondsLeft: number | undefined }

/** The progress of a job as bar and number. */
export function JobBar({ title, job, secondsLeft }: Props) {
  const { t } = useTranslation('jobs')
  const messages = useJobMessages()
  const text = messages.progress(job, secondsLeft)
  return (
    <div className="grid gap-1">
      <ProgressBar
        label={t('progressOf', { title })}
        done={doneOf(job)}
        total={job.total}
        text={text}
        isWaiting={job.state === 'waiting'}
      />
      <p aria-hidden className="text-quiet tabular-nums">
        {text}
      </p>
    </div>
  )
}
