import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { UndoPreview } from '#contract/api/job-undo.ts'
import type { Job } from '#contract/api/jobs.ts'
import type { Source } from '#contract/api/sources.ts'
import { isOverLimit } from '#dashboard/domain/job-limits.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { useTagList } from '#dashboard/domain/use-tag-list.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { Card } from '#dashboard/ui/card.tsx'
import { FailurePanel } from '#dashboard/ui/failure-panel.tsx'
import { Note } from '#dashboard/ui/note.tsx'
import { Checkbox } from '#dashboard/ui/checkbox.tsx'
import { Combobox } from '#dashboard/ui/combobox.tsx'
import { JobPaging } from './job-paging.tsx'
import { jobQueries, jobWrites } from '#dashboard/domain/job-queries.ts'
import { JobSkeleton } from './job-skeleton.tsx'
import { JobUndoPreview } from './job-undo-preview.tsx'
import { useUndoCount } from './undo-count.ts'

type Props = {
  source: Source
  job: Job
  /** How many rows one may write at once; null: no limit. */
  limit: number | null
  onStarted: (id: string) => void
  onClose: () => void
}

const maxTagLength = 255

/** The preview of a job's undo, and the button to start it. */
export function JobUndoPanel(props: Props) {
  const { source, job } = props
  const { t } = useTranslation('jobs')
  const common = useTranslation()
  const messageFor = useProblemMessages()
  const [page, setPage] = useState(1)
  const preview = useQuery(jobQueries.undo(source.id, job.id, page))
  const first = useQuery(jobQueries.undo(source.id, job.id, 1)).data
  const problem = preview.isError && !preview.data ? messageFor(preview.error) : undefined
  return (
    <Card title={t('undo.title')}>
      <div className="grid gap-3 px-4 py-3">
        {problem ? (
          <FailurePanel
            {...problem}
            retryLabel={common.t('problem.tryAgain')}
            onRetry={() => void preview.refetch()}
          />
        ) : first ? (
          <UndoOptions
            {...props}
            first={first}
            preview={preview.data}
            page={page}
            onPage={setPage}
          />
        ) : (
          <JobSkeleton label={t('undo.loading')} />
        )}
      </div>
    </Card>
  )
}

type UndoOptionsProps = Props & {
  first: UndoPreview
  /** The current page; undefined while it loads. */
  preview: UndoPreview | undefined
  page: number
  onPage: (page: number) => void
}

function UndoOptions(props: UndoOptionsProps) {
  const { source, job, limit, first, preview, page, onPage, onStarted, onClose } = props
  const { t } = useTranslation('jobs')
  const messageFor = useProblemMessages()
  const { writes } = source.capabilities
  const canTag = writes?.tags ?? false
  const [isTagged, setTagged] = useState(canTag && first.created > 0)
  const [tag, setTag] = useState<string>(() =>
    t('undo.suggestedTag', { date: job.createdAt.slice(0, 10) }),
  )
  const wanted = isTagged && tag.trim() !== '' ? tag.trim() : undefined
  const counted = useUndoCount(source.id, job.id, first)
  const { restored, created, isExact, left, leftOut, checked } = counted
  const tagged = wanted === undefined ? 0 : created
  // The proxy counts all rows that were written: which of them it restores is seen as it does so.
  const { changed: written, created: made } = job.counts
  const isOver = isOverLimit(written + (wanted === undefined ? 0 : made), limit)
  const tagList = useTagList(source, canTag && first.created > 0)
  const undo = useMutation({
    mutationFn: () =>
      jobWrites.undo(source.id, job.id, wanted === undefined ? {} : { tag: wanted }),
    onSuccess: (started) => onStarted(started.id),
  })
  return (
    <>
      <div>
        <p className="text-quiet">{t('undo.text')}</p>
        {writes && !writes.rejectsStale && (
          <p className="text-meta text-quiet">{t('undo.lastMoment')}</p>
        )}
        {restored > 0 && (
          <p>
            {t(isExact ? 'undo.changed' : 'undo.changedUpTo', { count: restored })}{' '}
            {t('undo.since')}
          </p>
        )}
        {!isExact && (
          <p className="text-meta text-quiet tabular-nums">
            {checked === undefined
              ? t('undo.notChecked')
              : t('undo.checked', { done: checked, total: first.changed + first.created })}
          </p>
        )}
        {left > 0 && <p>{t('undo.left', { count: left })}</p>}
        {created > 0 && <p>{t('undo.created', { count: created })}</p>}
        {leftOut > 0 && <p>{t('undo.leftOut', { count: leftOut })}</p>}
      </div>
      {canTag && first.created > 0 && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <label className="flex items-center gap-2">
            <Checkbox checked={isTagged} onChange={() => setTagged(!isTagged)} />
            {t('undo.tag')}
          </label>
          <span className="w-72 max-w-full">
            <Combobox
              label={t('undo.tagName')}
              placeholder={t('undo.noTag')}
              disabled={!isTagged}
              options={tagList.items.map(({ name }) => ({ value: name, text: name }))}
              state={tagList.state}
              canCreate
              selected={tag === '' ? null : { value: tag, text: tag }}
              onChange={(option) => setTag(option?.value.slice(0, maxTagLength) ?? '')}
            />
          </span>
        </div>
      )}
      {isOver && limit !== null && <Note tone="warning">{t('overLimit', { count: limit })}</Note>}
      {undo.isError && (
        <Note tone="warning">{t('undo.failed', { reason: messageFor(undo.error).text })}</Note>
      )}
      <div className="flex flex-wrap gap-2">
        <Button
          look="primary"
          aria-disabled={restored + tagged === 0 || isOver || undo.isPending}
          onClick={() => !isOver && undo.mutate()}
        >
          {[
            (restored > 0 || tagged === 0) &&
              t(isExact ? 'undo.run' : 'undo.runUpTo', { count: restored }),
            tagged > 0 && t(isExact ? 'undo.runTag' : 'undo.runTagUpTo', { count: tagged }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </Button>
        <Button onClick={onClose}>{t('undo.close')}</Button>
      </div>
      {preview ? (
        <JobUndoPreview preview={preview} source={source.id} tag={wanted} />
      ) : (
        <JobSkeleton label={t('undo.loading')} />
      )}
      <JobPaging page={page} hasNext={preview?.hasNext ?? false} onPage={onPage} />
    </>
  )
}
