import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#dashboard/ui/button.tsx'
import { controlLook } from '#dashboard/ui/control-look.ts'
import type { Target } from './batch-target.ts'

type Props = { targets: Target[]; onAdd: (target: Target) => void }

/**
 * A select with the remaining fields and a button to add one: without the button, arrow keys in the
 * closed select would add fields.
 */
export function BatchAdder({ targets, onAdd }: Props) {
  const { t } = useTranslation('batch')
  const [key, setKey] = useState('')
  const selected = targets.find(({ attribute }) => attribute.key === key)
  const own = targets.filter(({ attribute }) => attribute.group !== 'fields')
  const fields = targets.filter(({ attribute }) => attribute.group === 'fields')
  const optionsOf = (group: Target[]) =>
    group.map(({ attribute, name }) => (
      <option key={attribute.key} value={attribute.key}>
        {name}
      </option>
    ))
  return (
    <form
      className="flex flex-wrap items-end gap-2 px-4 py-3"
      onSubmit={(event) => {
        event.preventDefault()
        if (!selected) return
        setKey('')
        onAdd(selected)
      }}
    >
      <label className="grid w-full max-w-90 gap-1">
        <span className="text-meta text-quiet">{t('field')}</span>
        <select
          value={selected ? key : ''}
          className={controlLook.select}
          onChange={(event) => setKey(event.target.value)}
        >
          <option value="">{t('selectField')}</option>
          {own.length > 0 && <optgroup label={t('mainFields')}>{optionsOf(own)}</optgroup>}
          {fields.length > 0 && <optgroup label={t('fields')}>{optionsOf(fields)}</optgroup>}
        </select>
      </label>
      <Button type="submit" aria-disabled={!selected}>
        {t('addField')}
      </Button>
    </form>
  )
}
