import { useTranslation } from 'react-i18next'
import type { Job } from '#contract/api/jobs.ts'
import { formatTime } from '#dashboard/lib/format.ts'
import { doneOf, failedOf } from './job-facts.ts'
import { formatLeft } from './job-pace.ts'

/** Texts about a job in the user's language. */
export function useJobMessages() {
  const { t, i18n } = useTranslation('jobs')
  const { language } = i18n
  return {
    state: (job: Job): string =>
      job.state === 'done' && failedOf(job) > 0
        ? t('states.doneWithFailures')
        : t(`states.${job.state}`),
    waiting: ({ waiting }: Job): string | undefined => {
      if (!waiting) return undefined
      const { reason, until } = waiting
      const time = until && formatTime(Date.parse(until), language)
      return [t(`waits.${reason}`), time && t('nextTry', { time })].filter(Boolean).join(' ')
    },
    progress: (job: Job, secondsLeft: number | undefined): string => {
      const numbers = { done: doneOf(job), total: job.total }
      return secondsLeft === undefined
        ? t('progress', numbers)
        : t('progressLeft', { ...numbers, left: formatLeft(secondsLeft, language) })
    },
  }
}
