import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Job } from '#contract/api/jobs.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { Note } from '#dashboard/ui/note.tsx'
import { JobBar } from './job-bar.tsx'
import { isActive, newest } from '#dashboard/domain/job-facts.ts'
import type { useFollowed } from '#dashboard/domain/job-following.ts'
import { jobQueries, jobWrites } from '#dashboard/domain/job-queries.ts'
import { useJobMessages } from '#dashboard/domain/job-messages.ts'

type Props = {
  source: string
  title: string
  followed: ReturnType<typeof useFollowed>
  /** What can be done about a job that has ended. */
  children: ReactNode
}

/** The state of a job, why it waits, and what can be done about it. */
export function JobState({ source, title, followed, children }: Props) {
  const { job, isDisconnected, followError, secondsLeft } = followed
  const { t } = useTranslation('jobs')
  const messages = useJobMessages()
  const messageFor = useProblemMessages()
  const client = useQueryClient()
  const cancel = useMutation({
    mutationFn: () => jobWrites.cancel(source, job.id),
    onSuccess: (news: Job) =>
      client.setQueryData(jobQueries.one(source, job.id).queryKey, (old) => newest(news, old)),
  })
  const canCancel = (isActive(job) || job.state === 'draft') && job.state !== 'cancelling'
  return (
    <div className="grid gap-2 rounded border border-line bg-surface px-4 py-3">
      <div className="flex min-h-control flex-wrap items-center gap-x-4 gap-y-1">
        <p role="status" className="font-medium">
          {messages.state(job)}
        </p>
        <div className="ml-auto flex flex-wrap gap-x-3 gap-y-2">
          {canCancel && (
            <Button aria-disabled={cancel.isPending} onClick={() => cancel.mutate()}>
              {t('cancel')}
            </Button>
          )}
          {children}
        </div>
      </div>
      {isActive(job) && <JobBar title={title} job={job} secondsLeft={secondsLeft} />}
      {job.waiting && <Note tone="warning">{messages.waiting(job)}</Note>}
      {isDisconnected && <Note tone="warning">{t('connectionLost')}</Note>}
      {followError !== undefined && (
        <Note tone="warning">{t('followFailed', { reason: messageFor(followError).text })}</Note>
      )}
      {cancel.isError && (
        <Note tone="warning">{t('cancelFailed', { reason: messageFor(cancel.error).text })}</Note>
      )}
      {isActive(job) && <p className="text-meta text-quiet">{t('safeToClose')}</p>}
    </div>
  )
}
