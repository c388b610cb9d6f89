import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MirrorStatus } from '#contract/api/mirror.ts'
import { formatLeft, withSample, type Sample } from '#dashboard/domain/job-pace.ts'
import { mirrorProgress } from '#dashboard/domain/mirror-progress.ts'
import { ProgressBar } from '#dashboard/ui/progress-bar.tsx'
import { StateMark, type StateTone } from './state-mark.tsx'

type Props = {
  status: MirrorStatus
  /** Milliseconds. */
  readAt: number
}

const tones: Record<MirrorStatus['state'], StateTone> = {
  off: 'off',
  filling: 'busy',
  complete: 'good',
  paused: 'waiting',
  failed: 'bad',
}

/** The state of a copy in words; while it is filled, how far and how fast. */
export function MirrorCondition({ status, readAt }: Props) {
  const { t, i18n } = useTranslation(['sources', 'setup'])
  const common = useTranslation()
  const samples = useSamples(status, readAt)
  const { read, expected, rate, seconds } = mirrorProgress(status, samples)
  const { state, isComplete, isPausedByUser, problem, scanned, drift } = status
  const driftText = useDriftText()
  const progress = [
    expected === null
      ? t('setup:mirror.read', { read })
      : t('setup:mirror.readOf', { read, expected }),
    state === 'filling' && rate !== undefined && t('setup:mirror.rate', { rate }),
    state === 'filling' &&
      seconds !== undefined &&
      t('setup:mirror.left', { left: formatLeft(seconds, i18n.language) }),
  ]
    .filter(Boolean)
    .join(' · ')
  const why = isPausedByUser
    ? t(isComplete ? 'states.pausedByUser' : 'states.fillingPausedByUser')
    : problem && common.t(`problem.codes.${problem.code}`)
  const detail = isComplete
    ? scanned === null
      ? drift
        ? driftText(drift)
        : t('completeText')
      : t('scanning', { scanned: Math.min(scanned, status.read), total: status.read })
    : progress
  const hasBar = !isComplete && expected !== null
  return (
    <div className="grid max-w-180 gap-1">
      <p role="status" className="font-medium">
        <StateMark tone={tones[state]}>{t(`states.${state}`)}</StateMark>
      </p>
      {/* Its place is kept, so that nothing below moves when the state changes. */}
      <p className="min-h-[1lh] text-quiet tabular-nums max-sm:min-h-[3lh]">
        {[why, detail].filter(Boolean).join(' · ')}
      </p>
      <div className="h-1.5 max-w-120">
        {hasBar && (
          <ProgressBar
            label={t('states.filling')}
            done={read}
            total={expected}
            text={progress}
            isWaiting={state !== 'filling'}
          />
        )}
      </div>
    </div>
  )
}

/** What the copy had at recent times while it is filled. */
function useSamples(status: MirrorStatus, readAt: number): Sample[] {
  const [watched, setWatched] = useState<{ at: number; samples: Sample[] }>({ at: 0, samples: [] })
  if (readAt !== watched.at) {
    const sample = { at: readAt, done: status.read }
    const samples = status.state === 'filling' ? withSample(watched.samples, sample) : []
    setWatched({ at: readAt, samples })
  }
  return watched.samples
}

/** What the last full scan has found, in words. */
function useDriftText() {
  const { t } = useTranslation('sources')
  return (drift: NonNullable<MirrorStatus['drift']>) => {
    const parts = (['changed', 'missing', 'surplus'] as const).filter((part) => drift[part] > 0)
    if (parts.length === 0) return t('drift.none')
    return t('drift.found', {
      parts: parts.map((part) => t(`drift.${part}`, { count: drift[part] })).join(', '),
    })
  }
}
