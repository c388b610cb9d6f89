import { useQuery } from '@tanstack/react-query'
import { ListFilter } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { mirrorQueries } from '#dashboard/domain/mirror-queries.ts'
import { mirrorProgress } from '#dashboard/domain/mirror-progress.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { ProgressBar } from '#dashboard/ui/progress-bar.tsx'
import { StatePanel } from '#dashboard/ui/state-panel.tsx'

type Props = {
  source: string
  /** Clears the search and every filter. */
  onClear: () => void
}

/** Instead of rows: the filters can only be answered once the local copy is complete. */
export function FilterPending({ source, onClear }: Props) {
  const { t } = useTranslation(['translation', 'setup'])
  const { data: status } = useQuery(mirrorQueries.status(source))
  const isOff = status?.state === 'off'
  const { read, expected } = mirrorProgress(status ?? { read: 0, expected: null }, [])
  const text =
    expected === null ? t('mirror.read', { read }) : t('mirror.readOf', { read, expected })
  return (
    <StatePanel
      tone="calm"
      icon={<ListFilter />}
      title={t(isOff ? 'filters.offTitle' : 'filters.pendingTitle')}
      text={t(isOff ? 'filters.offText' : 'filters.pendingText')}
      action={
        <div className="grid w-72 max-w-full gap-3">
          {!isOff && expected !== null && (
            <ProgressBar
              label={t('filters.pendingTitle')}
              done={read}
              total={expected}
              text={text}
              isWaiting={status?.state !== 'filling'}
            />
          )}
          {!isOff && <p className="text-quiet tabular-nums">{text}</p>}
          <Button onClick={onClear}>{t('contacts.clearFilters')}</Button>
        </div>
      }
    />
  )
}
