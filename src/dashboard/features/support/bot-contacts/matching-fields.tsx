import { useTranslation } from 'react-i18next'
import type { FieldDefinition } from '#contract/model/field-definition.ts'
import { controlLook } from '#dashboard/ui/control-look.ts'
import { isForText } from './matching-mapping.ts'
import type { Mapping } from './matching-plan.ts'

type Props = {
  from: FieldDefinition[]
  to: FieldDefinition[]
  mapping: Mapping
  onChange: (mapping: Mapping) => void
}

/** Maps fields of the bot to fields of the target; stored in this browser. */
export function MatchingFields({ from, to, mapping, onChange }: Props) {
  const { t } = useTranslation('bot-contacts')
  const available = to.filter(isForText)
  return (
    <details className="rounded border border-line bg-surface">
      <summary className="px-4 py-2.5 focus-visible:-outline-offset-2">
        {t('mapping', { count: Object.keys(mapping).length })}
      </summary>
      <div className="grid gap-3 border-t border-line px-4 py-3 sm:grid-cols-2">
        <p className="text-meta text-quiet sm:col-span-2">{t('mappingHelp')}</p>
        {from.map(({ code, name }) => {
          if (code === null) return null
          return (
            <label key={code} className="grid min-w-0 gap-1">
              <span className="text-quiet">{name}</span>
              <select
                value={mapping[code] ?? ''}
                className={controlLook.select}
                onChange={(event) => {
                  const { [code]: _old, ...others } = mapping
                  const id = Number(event.target.value)
                  onChange(id > 0 ? { ...others, [code]: id } : others)
                }}
              >
                <option value="">{t('notCopied')}</option>
                {available.map((field) => (
                  <option key={field.id} value={field.id}>
                    {field.name}
                  </option>
                ))}
              </select>
            </label>
          )
        })}
      </div>
    </details>
  )
}
