import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Job } from '#contract/api/jobs.ts'
import { doneOf, failedOf, isEnded, notWrittenOf } from '#dashboard/domain/job-facts.ts'
import { isOverLimit, useJobRights } from '#dashboard/domain/job-limits.ts'
import { useFollowed } from '#dashboard/domain/job-following.ts'
import { failedHref, jobQueries, jobWrites } from '#dashboard/domain/job-queries.ts'
import { useJobMessages } from '#dashboard/domain/job-messages.ts'
import { sourceQueries } from '#dashboard/domain/source-queries.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { Note } from '#dashboard/ui/note.tsx'
import { ProgressBar } from '#dashboard/ui/progress-bar.tsx'
import { jobLink } from '#dashboard/domain/links.ts'
import { TextLink } from '#dashboard/ui/link-button.tsx'
import { JobRunRows } from './job-run-rows.tsx'

type Props = {
  source: string
  id: string
  /** Called with the id of the job that undoes this one. */
  onUndo: (id: string) => void
}

/** A job from start to end: progress, results and undo. */
export function JobRun(props: Props) {
  const { t } = useTranslation('job-run')
  const messageFor = useProblemMessages()
  const job = useQuery(jobQueries.one(props.source, props.id))
  if (job.data) return <Known {...props} known={job.data} />
  return job.isError ? (
    <Note
      tone="warning"
      action={t('problem.tryAgain', { ns: 'translation' })}
      onAction={() => void job.refetch()}
    >
      {messageFor(job.error).text}
    </Note>
  ) : (
    <p className="text-quiet">{t('loading')}</p>
  )
}

function Known({ source, id, onUndo, known }: Props & { known: Job }) {
  const { t } = useTranslation(['job-run', 'jobs'])
  const messageFor = useProblemMessages()
  const messages = useJobMessages()
  const { job, isDisconnected, followError } = useFollowed(source, known)
  const at = useQuery(sourceQueries.list()).data?.items.find((item) => item.id === source)
  const { limit, mayCancel, mayDownload } = useJobRights(at, job)
  const box = useRef<HTMLElement>(null)
  useEffect(() => {
    // The button that started it is unmounted and has lost the focus.
    if (document.activeElement === document.body) box.current?.focus()
  }, [])
  const cancel = useMutation({ mutationFn: () => jobWrites.cancel(source, id) })
  const undo = useMutation({
    mutationFn: () => jobWrites.undo(source, id),
    onSuccess: (made) => onUndo(made.id),
  })
  const { counts, total, kind } = job
  const hasEnded = isEnded(job)
  const done = doneOf(job)
  const succeeded = done - failedOf(job)
  const state = !hasEnded
    ? t('running', { done, total })
    : job.state === 'cancelled'
      ? t('stopped', { good: succeeded, total })
      : failedOf(job) > 0
        ? t('endedWithFailures', { good: succeeded, total })
        : t('ended', { done, total })
  const canUndo = kind !== 'status' && kind !== 'create' && counts.changed > 0
  const isUndoable = hasEnded && canUndo && !isOverLimit(counts.changed, limit)
  const problem = followError ?? cancel.error ?? undo.error
  return (
    <section ref={box} tabIndex={-1} aria-label={t('title')} className="grid gap-3">
      <div className="flex min-h-control flex-wrap items-center gap-x-3 gap-y-2">
        <p role="status" className="font-medium tabular-nums max-sm:w-full sm:min-w-80">
          {state}
        </p>
        {!hasEnded && (
          <div className="w-40 max-w-full">
            <ProgressBar
              label={t('progress')}
              done={done}
              total={total}
              text={state}
              isWaiting={job.state === 'waiting'}
            />
          </div>
        )}
        {!hasEnded && mayCancel && (
          <Button aria-disabled={cancel.isPending} onClick={() => cancel.mutate()}>
            {t('cancel')}
          </Button>
        )}
        {isUndoable && (
          <Button aria-disabled={undo.isPending} onClick={() => undo.mutate()}>
            {kind === 'chats' ? t('moveBack') : t('undo')}
          </Button>
        )}
        {hasEnded && mayDownload && notWrittenOf(job) > 0 && (
          <a href={failedHref(source, id)} download className="link">
            {t('failedFile')}
          </a>
        )}
        <span className="ml-auto">
          <TextLink {...jobLink(source, id)}>{t('toJob')}</TextLink>
        </span>
      </div>
      {job.waiting && <Note tone="warning">{messages.waiting(job)}</Note>}
      {isDisconnected && <Note tone="warning">{t('connectionLost', { ns: 'jobs' })}</Note>}
      {Boolean(problem) && <Note tone="warning">{messageFor(problem).text}</Note>}
      <JobRunRows source={source} job={job} />
    </section>
  )
}
