import { TriangleAlert } from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { MirrorStatus } from '#contract/api/mirror.ts'
import { formatLeft, type Sample } from '#dashboard/domain/job-pace.ts'
import { formatMoment } from '#dashboard/lib/format.ts'
import { toServerTime } from '#dashboard/lib/server-clock.ts'
import { formatAge, mirrorProgress, untilNextAge } from '#dashboard/domain/mirror-progress.ts'

type Props = {
  /** Undefined until it is known. */
  status: MirrorStatus | undefined
  /** The time of the rows on the screen, if they come from the copy. */
  asOf: string | null
  /** Whether the rows have another order than the one that was asked for, until it is filled. */
  isSortPending: boolean
  /** Of the account (IANA name); null: the user's own. */
  timeZone: string | null
  /** What the copy had at recent times while it was filled. */
  samples: readonly Sample[]
  /** Beside the time: what shows the rows in the order that they would have now. */
  renewal?: ReactNode
}

/** How current the rows are, how far the local copy is filled, and what keeps it from that. */
export function MirrorLine(props: Props) {
  const { status, asOf, isSortPending, timeZone, samples, renewal } = props
  const { t } = useTranslation(['translation', 'setup'])
  const isStopped = status?.state === 'paused' || status?.state === 'failed'
  return (
    <>
      {asOf !== null && (
        <span className="flex min-w-0 gap-x-4">
          <Synchronised asOf={asOf} timeZone={timeZone} />
          {renewal}
        </span>
      )}
      {status?.state === 'filling' && <Filling status={status} samples={samples} />}
      {isSortPending && (
        <Warning>{t(status?.state === 'off' ? 'mirror.sortOff' : 'mirror.sortPending')}</Warning>
      )}
      {isStopped && <Stopped status={status} />}
      {asOf !== null && status && status.unreadable > 0 && (
        <Warning>{t('mirror.unreadable', { count: status.unreadable })}</Warning>
      )}
      {asOf !== null && status && status.disappeared > 0 && (
        <Warning>{t('mirror.disappeared', { count: status.disappeared })}</Warning>
      )}
    </>
  )
}

function Synchronised({ asOf, timeZone }: { asOf: string; timeZone: string | null }) {
  const { t, i18n } = useTranslation(['translation', 'setup'])
  const now = toServerTime(useNow((time) => untilNextAge(asOf, toServerTime(time))))
  const age = formatAge(asOf, now, i18n.language)
  const exact = formatMoment(asOf, i18n.language, timeZone)
  return (
    <time
      dateTime={asOf}
      data-tip={t('mirror.asOf', { time: exact })}
      // With room for a long text, so that what is beside it stays.
      className="min-w-0 truncate tabular-nums sm:min-w-56 @max-5xl:min-w-0"
    >
      {t('mirror.synchronised', { age })}
    </time>
  )
}

function Filling({ status, samples }: { status: MirrorStatus; samples: readonly Sample[] }) {
  const { t, i18n } = useTranslation(['translation', 'setup'])
  const { read, expected, rate, seconds } = mirrorProgress(status, samples)
  const parts = [
    expected === null ? t('mirror.read', { read }) : t('mirror.readOf', { read, expected }),
    rate !== undefined && t('mirror.rate', { rate }),
    seconds !== undefined && t('mirror.left', { left: formatLeft(seconds, i18n.language) }),
  ]
  return (
    <span data-tip={t('mirror.fillingHint')} className="min-w-0 truncate tabular-nums">
      {parts.filter(Boolean).join(' · ')}
    </span>
  )
}

function Stopped({ status }: { status: MirrorStatus }) {
  const { t } = useTranslation(['translation', 'setup'])
  const { state, isComplete, read, expected, problem } = status
  const what = isComplete ? 'synchronising' : 'reading'
  const how = state === 'failed' ? 'failed' : 'paused'
  const parts = [
    t(`mirror.${what}.${how}`),
    !isComplete &&
      (expected === null ? t('mirror.read', { read }) : t('mirror.readOf', { read, expected })),
    problem && t(`problem.codes.${problem.code}`),
  ]
  return <Warning>{parts.filter(Boolean).join(' · ')}</Warning>
}

function Warning({ children }: { children: ReactNode }) {
  return (
    <span
      role="status"
      data-tip={typeof children === 'string' ? children : undefined}
      className="inline-flex min-w-0 items-center gap-1"
    >
      <TriangleAlert aria-hidden className="size-4 shrink-0 text-warning" />
      <span className="truncate">{children}</span>
    </span>
  )
}

/** The time in milliseconds, kept up: `pauseAfter` says for how long a time is good. */
function useNow(pauseAfter: (now: number) => number): number {
  const [now, setNow] = useState(() => Date.now())
  const pause = pauseAfter(now)
  useEffect(() => {
    const timer = setTimeout(() => setNow(Date.now()), pause)
    return () => clearTimeout(timer)
  }, [now, pause])
  return now
}
