import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { roleSettings } from '#contract/api/roles.ts'
import { controlLook } from '#dashboard/ui/control-look.ts'
import { FieldError } from '#dashboard/ui/form-field.tsx'
import { NumberInput } from '#dashboard/ui/number-input.tsx'

type Props = {
  /** The accessible name; `shown` is the visible one. */
  label: string
  shown: string
  /** Null: no limit. */
  value: number | null
  isOff: boolean
  onSave: (value: number | null) => void
}

/** A number of rows, saved on Enter and when it is left; empty for no limit. */
export function MaxRowsInput({ label, shown, value, isOff, onSave }: Props) {
  const { t, i18n } = useTranslation('people')
  const id = useId()
  const saved = value === null ? '' : String(value)
  const grouped = value?.toLocaleString(i18n.language) ?? ''
  const [text, setText] = useState(grouped)
  const typed = text.replaceAll(/[\s,]/g, '')
  const next = roleSettings.shape.maxRows.safeParse(typed === '' ? null : Number(typed))
  const save = () => {
    if (next.success && typed !== saved) onSave(next.data)
  }
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="text-meta font-medium text-quiet sm:sr-only">
        {shown}
      </label>
      <NumberInput
        id={id}
        aria-label={label}
        text={isOff ? '' : text}
        onText={setText}
        disabled={isOff}
        placeholder={isOff ? '—' : t('settings.noLimit')}
        aria-invalid={!next.success}
        aria-describedby={next.success ? undefined : `${id}-issue`}
        onBlur={save}
        onKeyDown={({ key }) => {
          if (key === 'Enter') save()
          if (key === 'Escape') setText(grouped)
        }}
        className={controlLook.line}
      />
      {!next.success && <FieldError id={`${id}-issue`} text={t('settings.rowsIssue')} />}
    </div>
  )
}
