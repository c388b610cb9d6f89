import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { doneOf } from '#dashboard/domain/job-facts.ts'
import { useProblemWords } from '#dashboard/domain/problem-messages.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { isBlank, isLocked, type GridRow } from '#dashboard/features/bulk/sheet/grid-rows.ts'
import type { useSending } from './grid-submit.ts'
import { GridWaiting } from './grid-job-wait.tsx'

type Props = {
  mode: 'create' | 'edit'
  rows: GridRow[]
  /** Rows that would be sent now. */
  waiting: number
  faults: number
  /** Whether saving was asked for in vain. */
  isRefused: boolean
  sending: ReturnType<typeof useSending>
  onNextFault: () => void
  onSave: () => void
}

/** How it stands, what stands in the way, and the way on. */
export function GridFooter(props: Props) {
  const { rows, waiting, faults, isRefused, sending, onNextFault, onSave } = props
  const { t } = useTranslation('grid')
  const wordsFor = useProblemWords()
  const { problem, isUnderWay, isLost, job } = sending
  const of = (kind: string) => rows.filter(({ fate }) => fate?.kind === kind).length
  const failed = rows.filter(({ fate }) =>
    ['rejected', 'conflict', 'cancelled'].includes(fate?.kind ?? ''),
  ).length
  const [done, unknown] = [of('done'), of('unknown')]
  const isRepeat = !isUnderWay && done + failed > 0
  const sent = new Set(sending.order?.rows)
  const isAgain = rows.some((row) => sent.has(row.key) && !isLocked(row) && !isBlank(row))
  const words = problem ? wordsFor(problem) : undefined
  return (
    <div className="flex flex-wrap items-center justify-end gap-x-4 gap-y-2 px-4 py-3">
      <div className="grid min-w-0 flex-1 basis-60 gap-1">
        <p role="status">
          {isUnderWay &&
            (job ? t('progress', { done: doneOf(job), total: job.total }) : t('sending'))}
          {isUnderWay && isLost && ` ${t('connectionLost')}`}
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
              <GridWaiting job={job} />
            </Suspense>
          )}
        </div>
        {faults > 0 && (
          <p role={isRefused ? 'alert' : undefined} className="text-danger">
            {t('toFix', { count: faults })}{' '}
            <button
              type="button"
              onClick={onNextFault}
              className="rounded text-accent underline underline-offset-2"
            >
              {t('nextIssue')}
            </button>
          </p>
        )}
        {words && (
          <p role="alert" className="text-danger wrap-anywhere">
            {words.title}. {words.text}
            {words.footnote && <span className="block text-meta text-quiet">{words.footnote}</span>}
          </p>
        )}
      </div>
      <div className="flex flex-wrap items-center gap-2">
        {words && isUnderWay && (
          <Button onClick={() => sending.resume(rows)}>{t('retry')}</Button>
        )}
        {unknown > 0 && !isUnderWay && (
          <Button onClick={() => sending.lookFor(rows)}>
            {t('check', { count: unknown })}
          </Button>
        )}
        <Button
          look="primary"
          aria-disabled={isUnderWay || waiting === 0}
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
