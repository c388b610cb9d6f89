import { useTranslation } from 'react-i18next'
import { Plus, WandSparkles } from 'lucide-react'
import { Button } from '#dashboard/ui/button.tsx'
import { SelectBox } from '#dashboard/ui/select.tsx'
import { targetOptions, type Operation, type Target } from './batch-target.ts'

type Props = {
  targets: Target[]
  /** Whether the fields that are most often changed are offered as buttons. */
  isFirst: boolean
  onAdd: (target: Target, operation?: Operation) => void
}

const maxOffered = 4

/** The remaining fields: the selected one is added. */
export function BatchAdder({ targets, isFirst, onAdd }: Props) {
  const { t } = useTranslation('batch')
  const phones = targets.find(({ operations }) => operations.includes('normalise'))
  return (
    <div className="flex flex-wrap items-end gap-x-4 gap-y-2 py-3">
      <div className="grid w-full max-w-90 min-w-0 gap-1">
        <span className="text-meta text-quiet">{t('field')}</span>
        <SelectBox
          label={t('field')}
          value=""
          placeholder={t('selectField')}
          options={targetOptions(targets, { own: t('mainFields'), fields: t('fields') })}
          onChange={(key) => {
            const target = targets.find(({ attribute }) => attribute.key === key)
            if (target) onAdd(target)
          }}
        />
      </div>
      {isFirst && (
        <div role="group" aria-label={t('often')} className="flex flex-wrap gap-1">
          {targets
            .filter(isOwn)
            .slice(0, maxOffered)
            .map((target) => (
              <Button key={target.attribute.key} look="quiet" onClick={() => onAdd(target)}>
                <Plus aria-hidden className="size-4 shrink-0" />
                {target.name}
              </Button>
            ))}
          {phones && (
            <Button look="quiet" onClick={() => onAdd(phones, 'normalise')}>
              <WandSparkles aria-hidden className="size-4 shrink-0" />
              {t('normalisePhones')}
            </Button>
          )}
        </div>
      )}
    </div>
  )
}

const isOwn = ({ attribute }: Target): boolean => attribute.group !== 'fields'
