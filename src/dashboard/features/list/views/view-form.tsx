import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { maxViewName } from '#contract/api/views.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { controlLook } from '#dashboard/ui/control-look.ts'
import { Switch } from '#dashboard/ui/switch.tsx'
import type { ViewSaving } from './view-saving.ts'

type Props = {
  /** What the list shows. */
  address: string
  /** What the box begins with. */
  name?: string | undefined
  mayShare: boolean
  saving: ViewSaving
  onSaved: (id: string) => void
  /** It is stored in this browser alone. */
  onLocal: () => void
}

/** Saves what the list shows under a name. */
export function ViewForm({ address, name: first = '', mayShare, ...props }: Props) {
  const { saving, onSaved, onLocal } = props
  const { t } = useTranslation('tools', { keyPrefix: 'views' })
  const [name, setName] = useState(first)
  const [isShared, setIsShared] = useState(false)
  const id = useId()
  const submit = async () => {
    const asked = { name: name.trim(), search: address, isShared: isShared && mayShare }
    if (!asked.name) return
    const result = await saving.create(asked)
    if (!result) return
    setName('')
    setIsShared(false)
    if (result.is === 'saved') onSaved(result.view.id)
    else onLocal()
  }
  return (
    <form
      className="grid gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <div className="flex gap-2">
        <input
          type="text"
          maxLength={maxViewName}
          value={name}
          onChange={(event) => setName(event.target.value)}
          aria-label={t('name')}
          placeholder={t('name')}
          className={`${controlLook.line} flex-1`}
        />
        <Button type="submit">{t('save')}</Button>
      </div>
      {mayShare && (
        <div className="flex items-center gap-2">
          <Switch
            id={id}
            checked={isShared}
            onChange={(event) => setIsShared(event.target.checked)}
          />
          <label htmlFor={id}>{t('share')}</label>
        </div>
      )}
    </form>
  )
}
