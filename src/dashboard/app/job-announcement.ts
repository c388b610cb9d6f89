import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Job } from '#contract/api/jobs.ts'
import { invalidateContacts } from '#dashboard/domain/contacts-invalidation.ts'
import { doneOf, failedOf, isEnded, notWrittenOf } from '#dashboard/domain/job-facts.ts'
import { followJob } from '#dashboard/domain/job-stream.ts'
import { hasValues, useJobTitles } from '#dashboard/domain/job-title.ts'
import { jobQueries } from '#dashboard/domain/job-queries.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { jobLink } from '#dashboard/domain/links.ts'
import { showMessage, type Message } from '#dashboard/lib/notices.ts'

/** Follows a job that was started from a list, over every page, and says how it has ended. */
export function useJobAnnouncement(source: string): (job: Job) => void {
  const { t } = useTranslation('batch')
  const client = useQueryClient()
  const router = useRouter()
  const messageFor = useProblemMessages()
  const titleOf = useJobTitles(source, [])
  return (job) => {
    const { id, total } = job
    const detail = hasValues(job) ? titleOf(job) : undefined
    const open = (panel?: 'undo') => void router.navigate(jobLink(source, id, { panel }))
    const show = (text: string, action?: Message['action']) =>
      showMessage({
        id: `job ${id}`,
        text,
        ...(detail !== undefined && { detail }),
        link: { text: t('announced.open'), run: () => open() },
        ...(action && { action }),
      })
    show(t('announced.started', { count: total }))
    void follow(client, source, job).then(
      (ended) => {
        if (!ended) return
        const { changed } = ended.counts
        const left = notWrittenOf(ended)
        show(
          ended.state === 'cancelled'
            ? t('announced.cancelled', { count: doneOf(ended) - failedOf(ended) })
            : t(left > 0 ? 'announced.endedWithout' : 'announced.ended', { count: changed, left }),
          changed > 0 ? { text: t('announced.undo'), run: () => open('undo') } : undefined,
        )
      },
      (error: unknown) => show(t('announced.lost', { reason: messageFor(error).text })),
    )
  }
}

/** Resolves to the job when it has ended. */
async function follow(client: QueryClient, source: string, job: Job): Promise<Job | undefined> {
  let last: Job | undefined = job
  void client.invalidateQueries({ queryKey: jobQueries.lists(source) })
  await followJob({
    source,
    id: job.id,
    signal: new AbortController().signal,
    seen: job.version,
    onJob: (news) => (last = news),
    onLine: () => undefined,
  })
  void invalidateContacts(client, source)
  void client.invalidateQueries({ queryKey: jobQueries.lists(source) })
  return isEnded(last) ? last : undefined
}
