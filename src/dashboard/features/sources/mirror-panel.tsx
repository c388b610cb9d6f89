import { Pause, Play, RefreshCw, RotateCcw, Trash2 } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { MirrorStatus } from '#contract/api/mirror.ts'
import type { Source } from '#contract/api/sources.ts'
import { formatAge } from '#dashboard/domain/mirror-progress.ts'
import { mayAt } from '#dashboard/domain/granted-source.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { formatMoment, formatNumber } from '#dashboard/lib/format.ts'
import { toServerTime } from '#dashboard/lib/server-clock.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { Dialog } from '#dashboard/ui/dialog.tsx'
import { Moment } from '#dashboard/ui/moment.tsx'
import { Note } from '#dashboard/ui/note.tsx'
import { useMirrorChange, type MirrorChange } from './mirror-changes.ts'
import { MirrorCondition } from './mirror-condition.tsx'
import { RequestDays } from './request-days.tsx'
import { formatSize } from './size-text.ts'

type Props = {
  source: Source
  status: MirrorStatus
  /** Milliseconds. */
  readAt: number
}

/** The local copy of a source: its state, what is known of it, and what can be done with it. */
export function MirrorPanel({ source, status, readAt }: Props) {
  const { t } = useTranslation('sources')
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="min-w-0 flex-1 basis-80">
          <h3 className="text-meta font-medium text-quiet">{t('copy.title')}</h3>
          <MirrorCondition status={status} readAt={readAt} />
        </div>
        {mayAt(source, 'sources') && <MirrorActions source={source} status={status} />}
      </div>
      <div className="grid gap-x-8 gap-y-4 max-lg:grid-cols-[minmax(0,1fr)] lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <MirrorFacts source={source} status={status} readAt={readAt} />
        <RequestDays days={status.requestsByDay} today={status.requestsToday} now={readAt} />
      </div>
      <MirrorFindings status={status} />
    </div>
  )
}

function MirrorFacts({ source, status, readAt }: Props) {
  const { t, i18n } = useTranslation('sources')
  const { language } = i18n
  const when = (iso: string | null) =>
    iso === null ? (
      t('facts.notYet')
    ) : (
      <Moment
        iso={iso}
        text={formatAge(iso, toServerTime(readAt), language)}
        exact={formatMoment(iso, language)}
      />
    )
  return (
    <dl className="grid grid-cols-2 content-start gap-x-6 gap-y-3 sm:grid-cols-4">
      <Tile label={t('facts.contacts')}>{formatNumber(status.read, language)}</Tile>
      <Tile label={t('facts.size')}>
        {status.bytes === null ? t('facts.inMemory') : formatSize(status.bytes, language)}
      </Tile>
      <Tile label={t('facts.asOf')}>{when(status.asOf)}</Tile>
      <Tile label={t('facts.lastFullScan')}>{when(status.lastFullScanAt)}</Tile>
      {source.capabilities.chats && <Tile label={t('facts.chats')}>{when(status.chatsAsOf)}</Tile>}
      {source.capabilities.talks && <Tile label={t('facts.talks')}>{when(status.talksAsOf)}</Tile>}
    </dl>
  )
}

function Tile({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-meta text-quiet">{label}</dt>
      <dd className="text-lead font-medium tabular-nums wrap-anywhere">{children}</dd>
    </div>
  )
}

/** What the copy lacks. */
function MirrorFindings({ status }: { status: MirrorStatus }) {
  const { t } = useTranslation('sources')
  const { unreadable, disappeared } = status
  return (
    <div className="grid gap-1 empty:hidden">
      {unreadable > 0 && <Note tone="warning">{t('unreadable', { count: unreadable })}</Note>}
      {disappeared > 0 && <Note tone="warning">{t('disappeared', { count: disappeared })}</Note>}
    </div>
  )
}

function MirrorActions({ source, status }: { source: Source; status: MirrorStatus }) {
  const { t } = useTranslation('sources')
  const messageFor = useProblemMessages()
  const change = useMirrorChange(source.id)
  const [asked, setAsked] = useState<'erase' | 'refill'>()
  const run = (which: MirrorChange) => {
    setAsked(undefined)
    change.mutate(which)
  }
  const isBusy = change.isPending
  const { isPausedByUser, isComplete, scanned } = status
  return (
    <div className="grid justify-items-end gap-1 max-sm:w-full max-sm:justify-items-start">
      <div className="-mx-1.5 flex flex-wrap gap-x-1">
        <Button
          look="quiet"
          aria-disabled={isBusy}
          onClick={() => run(isPausedByUser ? 'resume' : 'pause')}
        >
          {isPausedByUser ? (
            <Play aria-hidden className="size-4 shrink-0" />
          ) : (
            <Pause aria-hidden className="size-4 shrink-0" />
          )}
          {t(isPausedByUser ? 'actions.resume' : 'actions.pause')}
        </Button>
        <Button
          look="quiet"
          aria-disabled={isBusy || !isComplete || scanned !== null}
          onClick={() => run('scan')}
        >
          <RefreshCw aria-hidden className="size-4 shrink-0" />
          {t('actions.scan')}
        </Button>
        <Button look="quiet" aria-disabled={isBusy} onClick={() => setAsked('refill')}>
          <RotateCcw aria-hidden className="size-4 shrink-0" />
          {t('actions.refill')}
        </Button>
        <Button look="quiet" aria-disabled={isBusy} onClick={() => setAsked('erase')}>
          <Trash2 aria-hidden className="size-4 shrink-0" />
          {t('actions.erase')}
        </Button>
      </div>
      {change.isError && <Note tone="warning">{messageFor(change.error).text}</Note>}
      {asked && (
        <Dialog
          title={t(`ask.${asked}.title`, { source: source.title })}
          text={t(`ask.${asked}.text`)}
          onCancel={() => setAsked(undefined)}
        >
          <Button onClick={() => setAsked(undefined)}>{t(`ask.${asked}.keep`)}</Button>
          <Button look="primary" onClick={() => run(asked)}>
            {t(`ask.${asked}.go`)}
          </Button>
        </Dialog>
      )}
    </div>
  )
}
