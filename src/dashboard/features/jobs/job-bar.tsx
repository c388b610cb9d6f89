import { useTranslation } from 'react-i18next'
import type { Job } from '#contract/api/jobs.ts'
import { doneOf } from '#dashboard/lib/job-facts.ts'
import { useJobWords } from '#dashboard/lib/job-words.ts'

/** How far a job has come, for the eye and as a number. */
export function JobBar({ job, secondsLeft }: { job: Job; secondsLeft: number | undefined }) {
  const { t } = useTranslation('jobs')
  const words = useJobWords()
  const text = words.progress(job, secondsLeft)
  const share = job.total === 0 ? 0 : (doneOf(job) / job.total) * 100
  return (
    <div className="grid gap-1">
      <div
        role="progressbar"
        aria-label={t('progressOf', { title: words.title(job) })}
        aria-valuemin={0}
        aria-valuemax={job.total}
        aria-valuenow={doneOf(job)}
        aria-valuetext={text}
        className="h-1.5 overflow-hidden rounded-full bg-sunken"
      >
        <div
          className={`h-full rounded-full transition-[width] duration-150 ${job.state === 'waiting' ? 'bg-warning' : 'bg-accent'}`}
          style={{ width: `${share}%` }}
        />
      </div>
      <p aria-hidden className="text-quiet tabular-nums">
        {text}
      </p>
    </div>
  )
}
