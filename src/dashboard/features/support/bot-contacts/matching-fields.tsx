import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FieldDefinition } from '#contract/model/field-definition.ts'
import { Disclosure } from '#dashboard/ui/disclosure.tsx'
import { SelectBox } from '#dashboard/ui/select.tsx'
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
  const { t, i18n } = useTranslation('bot-contacts')
  const [isOpen, setOpen] = useState(false)
  const available = to.filter(isForText)
  return (
    <div className="rounded border border-line bg-surface">
      <Disclosure
        title={t('mapping')}
        count={Object.keys(mapping).length.toLocaleString(i18n.language)}
        isOpen={isOpen}
        onToggle={() => setOpen(!isOpen)}
      >
        <div className="grid gap-3 sm:grid-cols-2">
          <p className="text-meta text-quiet sm:col-span-2">{t('mappingHelp')}</p>
          {from.map(({ code, name }) => {
            if (code === null) return null
            return (
              <div key={code} className="grid min-w-0 gap-1">
                <span className="text-quiet">{name}</span>
                <SelectBox
                  label={name}
                  value={String(mapping[code] ?? '')}
                  options={[
                    { value: '', text: t('notCopied') },
                    ...available.map((field) => ({ value: String(field.id), text: field.name })),
                  ]}
                  onChange={(next) => {
                    const { [code]: _old, ...others } = mapping
                    onChange(next === '' ? others : { ...others, [code]: Number(next) })
                  }}
                />
              </div>
            )
          })}
        </div>
      </Disclosure>
    </div>
  )
}
