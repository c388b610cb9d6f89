import { useTranslation } from 'react-i18next'
import { SelectBox } from '#dashboard/ui/select.tsx'
import type { Target } from './batch-target.ts'

type Props = { targets: Target[]; onAdd: (target: Target) => void }

/** The remaining fields: the selected one is added. */
export function BatchAdder({ targets, onAdd }: Props) {
  const { t } = useTranslation('batch')
  return (
    <div className="grid max-w-98 gap-1 px-4 py-3">
      <span className="text-meta text-quiet">{t('field')}</span>
      <SelectBox
        label={t('field')}
        value=""
        placeholder={t('selectField')}
        options={[
          ...targets.filter(isOwn).map((target) => optionOf(target, t('mainFields'))),
          ...targets
            .filter((target) => !isOwn(target))
            .map((target) => optionOf(target, t('fields'))),
        ]}
        onChange={(key) => {
          const target = targets.find(({ attribute }) => attribute.key === key)
          if (target) onAdd(target)
        }}
      />
    </div>
  )
}

const isOwn = ({ attribute }: Target): boolean => attribute.group !== 'fields'

const optionOf = ({ attribute, name }: Target, group: string) => ({
  value: attribute.key,
  text: name,
  group,
})
