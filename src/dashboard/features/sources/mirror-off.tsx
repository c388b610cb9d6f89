import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { MirrorEstimate, MirrorStatus } from '#contract/api/mirror.ts'
import type { Source } from '#contract/api/sources.ts'
import { mayAt } from '#dashboard/domain/granted-source.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { Modal } from '#dashboard/ui/modal.tsx'
import { Note } from '#dashboard/ui/note.tsx'
import { estimateQueries, useMirrorChange } from './mirror-changes.ts'
import { formatDuration, formatSize } from './size-text.ts'

type Props = { source: Source; obstacle: MirrorStatus['obstacle'] }

/** What a local copy would be good for, and the way to one; or why there can be none. */
export function MirrorOff({ source, obstacle }: Props) {
  const { t } = useTranslation('sources')
  const [isAsked, setIsAsked] = useState(false)
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0 flex-1 basis-80">
        <h3 className="text-meta font-medium text-quiet">{t('copy.title')}</h3>
        <p className="font-medium">{t('off.title')}</p>
        <p className="mt-1 max-w-150 text-quiet">
          {obstacle === null ? t('off.text') : t(`off.obstacles.${obstacle}`)}
        </p>
      </div>
      {obstacle === null && mayAt(source, 'sources') && (
        <Button onClick={() => setIsAsked(true)}>{t('off.turnOn')}</Button>
      )}
      {isAsked && <TurnOnDialog source={source} onClose={() => setIsAsked(false)} />}
    </div>
  )
}

/** Says what a copy takes before it is turned on. */
function TurnOnDialog({ source, onClose }: { source: Source; onClose: () => void }) {
  const { t } = useTranslation('sources')
  const messageFor = useProblemMessages()
  const change = useMirrorChange(source.id)
  const estimate = useQuery(estimateQueries.of(source.id))
  return (
    <Modal
      title={t('turnOn.title', { source: source.title })}
      closeLabel={t('turnOn.cancel')}
      onClose={onClose}
    >
      <div className="grid gap-4">
        <p>{t('turnOn.text')}</p>
        <dl className="grid gap-3">
          <Cost label={t('turnOn.data')}>{t('turnOn.dataText')}</Cost>
          {estimate.data ? (
            <EstimatedCosts estimate={estimate.data} />
          ) : (
            <Cost label={t('turnOn.size')}>
              {estimate.isError ? messageFor(estimate.error).text : t('turnOn.counting')}
            </Cost>
          )}
          <Cost label={t('turnOn.later')}>{t('turnOn.laterText')}</Cost>
        </dl>
        {change.isError && <Note tone="warning">{messageFor(change.error).text}</Note>}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{t('turnOn.cancel')}</Button>
          <Button
            look="primary"
            aria-disabled={change.isPending}
            onClick={() => change.mutate('turnOn', { onSuccess: onClose })}
          >
            {t('turnOn.agree')}
          </Button>
        </div>
      </div>
    </Modal>
  )
}

function EstimatedCosts({ estimate }: { estimate: MirrorEstimate }) {
  const { t, i18n } = useTranslation('sources')
  const { language } = i18n
  const { contacts, bytes, freeBytes, requests, requestsPerSecond } = estimate
  if (contacts === null || bytes === null || requests === null)
    return <Cost label={t('turnOn.size')}>{t('turnOn.unknown')}</Cost>
  const size = formatSize(bytes, language)
  const time =
    requestsPerSecond > 0 ? formatDuration(requests.max / requestsPerSecond, language) : null
  return (
    <>
      <Cost label={t('turnOn.size')}>
        {t('turnOn.sizeText', { count: contacts, size })}{' '}
        {freeBytes !== null && t('turnOn.free', { size: formatSize(freeBytes, language) })}
      </Cost>
      <Cost label={t('turnOn.requests')}>
        {t('turnOn.requestsText', { min: requests.min, max: requests.max })}{' '}
        {time !== null && t('turnOn.time', { rate: requestsPerSecond, time })}
      </Cost>
    </>
  )
}

function Cost({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-meta font-medium text-quiet">{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}
