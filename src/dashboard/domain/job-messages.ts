import { useTranslation } from 'react-i18next'
import type { Job, JobSubject } from '#contract/api/jobs.ts'
import { builtInKey } from '#contract/model/attribute.ts'
import { formatTime } from '#dashboard/lib/format.ts'
import { doneOf, failedOf } from './job-facts.ts'
import { formatLeft } from './job-pace.ts'

/** Texts about a job in the user's language. */
export function useJobMessages() {
  const { t, i18n } = useTranslation(['jobs', 'translation'])
  const { language } = i18n
  const nameOf = ({ key, name }: { key: string; name: string }) => {
    const builtIn = builtInKey.safeParse(key).data
    return builtIn ? t(`translation:attributes.${builtIn}`) : name
  }
  const subjectTitle = ({ code, attributes = [], source, count, status }: JobSubject): string =>
    t(`subjects.${code}`, {
      names: attributes.map(nameOf).join(', '),
      source: source ?? '',
      count: count ?? 0,
      status: status ?? '',
    })
  return {
    title: (job: Job): string => {
      const { kind } = job
      const title = job.subject ? subjectTitle(job.subject) : job.title
      if (title === null) return t(`kinds.${kind}`)
      return kind === 'undo' ? t('undoTitle', { title }) : title
    },
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
