import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Job } from '#contract/api/jobs.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { Note } from '#dashboard/ui/note.tsx'
import { JobBar } from './job-bar.tsx'
import { isActive, isEnded, newest } from '#dashboard/domain/job-facts.ts'
import type { useFollowed } from '#dashboard/domain/job-following.ts'
import { jobQueries, jobWrites } from '#dashboard/domain/job-queries.ts'
import { useJobMessages } from '#dashboard/domain/job-messages.ts'

type Props = {
  source: string
  title: string
  followed: ReturnType<typeof useFollowed>
  mayCancel: boolean
}

/**
 * The progress of a job, why it waits, and how to stop it. It stays when the job ends, so that what
 * is below does not move.
 */
export function JobProgress({ source, title, followed, mayCancel }: Props) {
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
  const [hasRun] = useState(() => !isEnded(job))
  if (!hasRun) return null
  const isCalm = !job.waiting && !isDisconnected && followError === undefined && !cancel.isError
  return (
    <div className="grid gap-2 rounded border border-line bg-surface px-4 py-3">
      <div className="flex min-h-control flex-wrap items-center gap-x-6 gap-y-2">
        <div className="min-w-0 grow">
          <JobBar title={title} job={job} secondsLeft={secondsLeft} />
        </div>
        {mayCancel && !isEnded(job) && job.state !== 'cancelling' && (
          <Button aria-disabled={cancel.isPending} onClick={() => cancel.mutate()}>
            {t('cancel')}
          </Button>
        )}
      </div>
      {/* One line, whatever it says; on a phone two. */}
      <div className="grid min-h-5 gap-1 max-sm:min-h-[2lh]">
        {job.waiting && <Note tone="warning">{messages.waiting(job)}</Note>}
        {isDisconnected && <Note tone="warning">{t('connectionLost')}</Note>}
        {followError !== undefined && (
          <Note tone="warning">{t('followFailed', { reason: messageFor(followError).text })}</Note>
        )}
        {cancel.isError && (
          <Note tone="warning">{t('cancelFailed', { reason: messageFor(cancel.error).text })}</Note>
        )}
        {isCalm && (
          <p className="text-meta text-quiet">
            {isEnded(job) ? t('resultsBelow') : isActive(job) && t('safeToClose')}
          </p>
        )}
      </div>
    </div>
  )
}
