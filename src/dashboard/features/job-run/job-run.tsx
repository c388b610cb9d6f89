import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Job } from '#contract/api/jobs.ts'
import type { RenderContact } from '#dashboard/lib/render-contact.ts'
import { cancelJob, failedHref, isEnded, jobQueries, undoJob } from '#dashboard/lib/job-queries.ts'
import { useProblemWords } from '#dashboard/lib/problem-words.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { Note } from '#dashboard/ui/note.tsx'
import { JobRunRows } from './job-run-rows.tsx'

type Props = {
  source: string
  id: string
  renderContact: RenderContact
  /** Told of the job that takes this one back. */
  onUndo: (id: string) => void
  /** Told once when it has ended: what is shown elsewhere is old now. */
  onEnd: () => void
}

/** A job from its start to its end: how far it is, what became of each row, and a way back. */
export function JobRun({ source, id, renderContact, onUndo, onEnd }: Props) {
  const { t } = useTranslation('job-run')
  const wordsFor = useProblemWords()
  const job = useQuery(jobQueries.one(source, id))
  const cancel = useMutation({ mutationFn: () => cancelJob(source, id) })
  const undo = useMutation({
    mutationFn: () => undoJob(source, id),
    onSuccess: (made) => onUndo(made.id),
  })
  const hasEnded = job.data !== undefined && isEnded(job.data)
  const end = useRef(onEnd)
  useEffect(() => {
    end.current = onEnd
  })
  useEffect(() => {
    if (hasEnded) end.current()
  }, [hasEnded])

  if (!job.data)
    return job.isError ? (
      <Note
        tone="warning"
        action={t('problem.tryAgain', { ns: 'translation' })}
        onAction={() => void job.refetch()}
      >
        {wordsFor(job.error).text}
      </Note>
    ) : (
      <p className="text-quiet">{t('loading')}</p>
    )
  const { counts, total, kind } = job.data
  const done = total - counts.pending
  const failed = counts.refused + counts.conflict + counts.unknown + counts.cancelled
  const isUndoable = hasEnded && kind !== 'status' && kind !== 'create' && counts.changed > 0
  const problem = cancel.error ?? undo.error
  return (
    <section aria-label={t('title')} className="grid gap-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <p role="status" className="font-strong tabular-nums">
          {hasEnded ? t('ended', { done, total }) : t('running', { done, total })}
        </p>
        <progress
          aria-label={t('progress')}
          max={total}
          value={done}
          className="h-2 w-40 max-w-full accent-accent"
        />
        {!hasEnded && (
          <Button aria-disabled={cancel.isPending} onClick={() => cancel.mutate()}>
            {t('cancel')}
          </Button>
        )}
        {isUndoable && (
          <Button aria-disabled={undo.isPending} onClick={() => undo.mutate()}>
            {kind === 'chats' ? t('moveBack') : t('undo')}
          </Button>
        )}
        {hasEnded && failed > 0 && (
          <a
            href={failedHref(source, id)}
            download
            className="rounded text-accent underline-offset-2 hover:underline"
          >
            {t('failedFile')}
          </a>
        )}
      </div>
      <Waiting job={job.data} />
      {problem && <Note tone="warning">{wordsFor(problem).text}</Note>}
      <JobRunRows source={source} job={job.data} renderContact={renderContact} />
    </section>
  )
}

function Waiting({ job }: { job: Job }) {
  const { t } = useTranslation('job-run')
  if (job.state !== 'waiting' || !job.waiting) return null
  return <Note tone="warning">{t(`waiting.${job.waiting.reason}`)}</Note>
}
