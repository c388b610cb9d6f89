import { useMutation } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Job } from '#contract/api/jobs.ts'
import { ApiError } from '#dashboard/lib/api-client.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { Card } from '#dashboard/ui/card.tsx'
import { Note } from '#dashboard/ui/note.tsx'
import { failures, type Failure } from '#dashboard/domain/job-facts.ts'
import { isOverLimit } from '#dashboard/domain/job-limits.ts'
import { jobWrites } from '#dashboard/domain/job-queries.ts'
import { Checkbox } from '#dashboard/ui/checkbox.tsx'

type Props = {
  source: string
  job: Job
  /** How many rows one may write at once; null: no limit. */
  limit: number | null
  onStarted: (id: string) => void
  onClose: () => void
}

/**
 * Selects which failed rows are retried; values of other users are overwritten only if selected
 * here.
 */
export function JobRetry({ source, job, limit, onStarted, onClose }: Props) {
  const { t } = useTranslation('jobs')
  const messageFor = useProblemMessages()
  const id = useId()
  const available = failures.filter((failure) => job.counts[failure] > 0)
  const [selected, setSelected] = useState<Failure[]>(
    available.filter((item) => item !== 'conflict'),
  )
  const [resend, setResend] = useState(false)
  const outcomes = available.filter((item) => selected.includes(item))
  const count = outcomes.reduce((sum, item) => sum + job.counts[item], 0)
  const isOver = isOverLimit(count, limit)
  const retry = useMutation({
    mutationFn: () => {
      const overwrite = outcomes.includes('conflict')
      return jobWrites.retry(source, job.id, { outcomes, overwrite, resend })
    },
    onSuccess: (next) => onStarted(next.id),
  })
  const toggle = (item: Failure) =>
    setSelected((old) =>
      old.includes(item) ? old.filter((other) => other !== item) : [...old, item],
    )
  const helps = { unknown: t('retry.unknownHelp'), conflict: t('retry.conflictHelp') }
  return (
    <Card title={t('retry.title')}>
      <div className="grid justify-items-start gap-3 px-4 py-3">
        <p className="text-quiet">{t('retry.text')}</p>
        {available.map((item) => (
          <div key={item} className="grid gap-0.5">
            <label className="flex items-center gap-2">
              <Checkbox
                checked={selected.includes(item)}
                aria-describedby={item in helps ? `${id}-${item}` : undefined}
                onChange={() => toggle(item)}
              />
              {t(`retry.${item}`)}
              <span className="text-quiet tabular-nums">{job.counts[item]}</span>
            </label>
            {(item === 'unknown' || item === 'conflict') && (
              <p id={`${id}-${item}`} className="pl-6 text-meta text-quiet">
                {helps[item]}
              </p>
            )}
            {item === 'unknown' && selected.includes('unknown') && (
              <label className="flex items-center gap-2 pl-6">
                <Checkbox checked={resend} onChange={() => setResend(!resend)} />
                {t('retry.resend')}
              </label>
            )}
          </div>
        ))}
        {isOver && limit !== null && <Note tone="warning">{t('overLimit', { count: limit })}</Note>}
        {retry.isError && (
          <Note tone="warning">
            {isTaken(retry.error)
              ? t('retry.taken')
              : t('retry.failed', { reason: messageFor(retry.error).text })}
          </Note>
        )}
        <div className="flex flex-wrap gap-2">
          <Button
            look="primary"
            aria-disabled={count === 0 || isOver || retry.isPending}
            onClick={() => !isOver && retry.mutate()}
          >
            {t('retry.run', { count })}
          </Button>
          <Button onClick={onClose}>{t('retry.close')}</Button>
        </div>
      </div>
    </Card>
  )
}

const isTaken = (error: unknown): boolean =>
  error instanceof ApiError && (error.fields?.some(({ name }) => name === 'job') ?? false)
