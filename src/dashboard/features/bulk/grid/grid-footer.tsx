import { Suspense, type Dispatch } from 'react'
import { useTranslation } from 'react-i18next'
import type { Job } from '#contract/api/jobs.ts'
import { doneOf } from '#dashboard/domain/job-facts.ts'
import { useJobMessages } from '#dashboard/domain/job-messages.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import type { DoubtfulCell } from '#dashboard/features/bulk/sheet/grid-doubts.ts'
import type { GridAction } from '#dashboard/features/bulk/sheet/grid-state.ts'
import { type GridRow, isBlank, isLocked } from '#dashboard/features/bulk/sheet/grid-rows.ts'
import { Button } from '#dashboard/ui/button.tsx'
import type { useGridSubmit } from './grid-submit.ts'

type Props = {
  mode: 'create' | 'edit'
  rows: GridRow[]
  /** Rows that would be sent now. */
  waiting: number
  /** How many may be sent at once; null: no limit. */
  limit: number | null
  issues: number
  doubtful: readonly DoubtfulCell[]
  /** How many values look wrong and were kept, in rows that are to be sent or were written. */
  accepted: number
  /** Whether phones and e-mails are compared with those of all contacts. */
  isCompared: boolean
  /** Whether saving was attempted with issues. */
  isRejected: boolean
  submission: ReturnType<typeof useGridSubmit>
  dispatch: Dispatch<GridAction>
  onNextIssue: () => void
  onNextDoubt: () => void
  onSave: () => void
}

/** Status, problems and the buttons to save. */
export function GridFooter(props: Props) {
  const { rows, waiting, limit, issues, isRejected, submission, onNextIssue, onSave } = props
  const { t } = useTranslation('grid')
  const messageFor = useProblemMessages()
  const { problem, isUnderWay, isDisconnected, job } = submission
  const of = (kind: string) => rows.filter(({ status }) => status?.kind === kind).length
  const failed = rows.filter(({ status }) =>
    ['rejected', 'conflict', 'cancelled'].includes(status?.kind ?? ''),
  ).length
  const [done, unknown] = [of('done'), of('unknown')]
  const isRepeat = !isUnderWay && done + failed > 0
  const sent = new Set(submission.order?.rows)
  const isAgain = rows.some((row) => sent.has(row.key) && !isLocked(row) && !isBlank(row))
  const isOver = limit !== null && waiting > limit
  const message = problem ? messageFor(problem) : undefined
  return (
    <div className="flex flex-wrap items-center justify-end gap-x-4 gap-y-2 px-4 py-3">
      <div className="grid min-w-0 flex-1 basis-60 gap-1">
        <p role="status">
          {isUnderWay &&
            (job ? t('progress', { done: doneOf(job), total: job.total }) : t('sending'))}
          {isUnderWay && isDisconnected && ` ${t('connectionLost')}`}
          {isRepeat &&
            [
              done > 0 && t('done', { count: done }),
              failed > 0 && t('failed', { count: failed }),
              unknown > 0 && t('unknown', { count: unknown }),
            ]
              .filter(Boolean)
              .join(' · ')}
        </p>
        <div role="status">
          {isUnderWay && job?.waiting && (
            <Suspense>
              <GridJobWait job={job} />
            </Suspense>
          )}
        </div>
        {issues > 0 && (
          <p role={isRejected ? 'alert' : undefined} className="text-danger">
            {t('toFix', { count: issues })}{' '}
            <button type="button" onClick={onNextIssue} className="link">
              {t('nextIssue')}
            </button>
          </p>
        )}
        {props.doubtful.length > 0 && !isUnderWay && <Doubts {...props} />}
        {props.accepted > 0 && !isUnderWay && (
          <p className="text-meta text-warning">{t('accepted', { count: props.accepted })}</p>
        )}
        {!props.isCompared && waiting > 0 && !isUnderWay && (
          <p className="text-meta text-quiet">{t('notCompared')}</p>
        )}
        {isOver && (
          <p role="status" className="text-danger">
            {t('overLimit', { count: limit })}
          </p>
        )}
        {message && (
          <p role="alert" className="text-danger wrap-anywhere">
            {message.title}. {message.text}
            {message.footnote && (
              <span className="block text-meta text-quiet">{message.footnote}</span>
            )}
          </p>
        )}
      </div>
      <div className="flex flex-wrap items-center gap-2">
        {message && isUnderWay && (
          <Button onClick={() => submission.resume(rows)}>{t('retry')}</Button>
        )}
        {unknown > 0 && !isUnderWay && (
          <Button onClick={() => submission.recheck(rows)}>{t('check', { count: unknown })}</Button>
        )}
        <Button
          look="primary"
          aria-disabled={isUnderWay || waiting === 0 || isOver}
          aria-keyshortcuts="Control+Enter Meta+Enter"
          onClick={onSave}
        >
          {isAgain
            ? t('sendAgain', { count: waiting })
            : t(props.mode === 'edit' ? 'saveEdit' : 'save', { count: waiting })}
        </Button>
      </div>
    </div>
  )
}

/** How many cells are doubtful, and what can be done about all of them. */
function Doubts({ rows, doubtful, issues, isRejected, dispatch, onNextDoubt }: Props) {
  const { t } = useTranslation('grid')
  const known = new Set(
    doubtful
      .filter(({ doubts }) => doubts.some(({ kind }) => kind === 'known'))
      .flatMap(({ row }) => rows[row]?.key ?? []),
  )
  const cells = doubtful.flatMap(({ row, column }) => {
    const key = rows[row]?.key
    return key === undefined ? [] : [{ row: key, column }]
  })
  return (
    <p
      role={isRejected && issues === 0 ? 'alert' : undefined}
      className="flex flex-wrap items-center gap-x-3 gap-y-1 text-warning"
    >
      <span>{t('toCheck', { count: doubtful.length })}</span>
      <button type="button" onClick={onNextDoubt} className="link pointer-coarse:min-h-11">
        {t('nextDoubt')}
      </button>
      {known.size > 0 && (
        <button
          type="button"
          onClick={() => dispatch({ type: 'skip', rows: [...known], isSkipped: true })}
          className="link pointer-coarse:min-h-11"
        >
          {t('skipKnown', { count: known.size })}
        </button>
      )}
      {isRejected && (
        <button
          type="button"
          onClick={() => dispatch({ type: 'keep', cells })}
          className="link pointer-coarse:min-h-11"
        >
          {t('keepAll')}
        </button>
      )}
    </p>
  )
}

/** Why the job waits, with the texts of the jobs page. */
function GridJobWait({ job }: { job: Job }) {
  const messages = useJobMessages()
  return <p className="text-warning">{messages.waiting(job)}</p>
}
