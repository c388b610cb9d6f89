import { useId, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#dashboard/ui/button.tsx'
import { controlLook } from '#dashboard/ui/control-look.ts'
import { describedBy, FormField } from '#dashboard/ui/form-field.tsx'
import type { Variable } from './variables-editor.tsx'

type Props = {
  /** Omitted: a new variable, which requires a name. */
  variable?: Variable
  onSave: (variable: Variable) => void
  onCancel: () => void
}

export function VariableForm({ variable, onSave, onCancel }: Props) {
  const { t } = useTranslation('form')
  const id = useId()
  const [name, setName] = useState(variable?.name ?? '')
  const [value, setValue] = useState(variable?.value ?? '')
  const [isNameless, setNameless] = useState(false)
  const onKey = (event: KeyboardEvent) => event.key === 'Escape' && onCancel()
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim() === '') setNameless(true)
        else onSave({ name: name.trim(), value, isDeletable: variable?.isDeletable ?? true })
      }}
      className="grid w-full gap-2"
    >
      {!variable && (
        <FormField
          id={`${id}-name`}
          label={t('variables.name')}
          mark={t('required')}
          errors={isNameless ? [t('variables.needsName')] : []}
        >
          <input
            ref={takeFocus}
            id={`${id}-name`}
            type="text"
            maxLength={255}
            autoComplete="off"
            value={name}
            aria-invalid={isNameless || undefined}
            aria-describedby={describedBy(`${id}-name`, { help: false, error: isNameless })}
            onChange={(event) => {
              setName(event.target.value)
              setNameless(false)
            }}
            onKeyDown={onKey}
            className={controlLook.line}
          />
        </FormField>
      )}
      <FormField id={`${id}-value`} label={t('variables.value')}>
        <input
          ref={variable && takeFocus}
          id={`${id}-value`}
          type="text"
          maxLength={10_000}
          autoComplete="off"
          value={value}
          onChange={(event) => setValue(event.target.value)}
          onKeyDown={onKey}
          className={controlLook.line}
        />
      </FormField>
      <div className="flex gap-2">
        <Button type="submit" look="primary">
          {t('variables.save')}
        </Button>
        <Button onClick={onCancel}>{t('variables.cancel')}</Button>
      </div>
    </form>
  )
}

/** The user has just requested this input. */
const takeFocus = (input: HTMLInputElement | null) => input?.focus()
