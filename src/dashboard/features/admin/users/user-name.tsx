import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RegisteredUser } from '#contract/api/registered-users.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { controlLook } from '#dashboard/ui/control-look.ts'
import { FormField } from '#dashboard/ui/form-field.tsx'

/** The name by which others see a person; the e-mail stays. */
export function UserName({
  user,
  onSave,
}: {
  user: RegisteredUser
  onSave: (name: string) => void
}) {
  const { t } = useTranslation('people')
  const id = useId()
  const [typed, setTyped] = useState(user.name)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (typed.trim() !== user.name) onSave(typed.trim())
      }}
    >
      <FormField id={id} label={t('users.name')} help={user.email}>
        <div className="flex gap-2">
          <input
            id={id}
            value={typed}
            maxLength={200}
            autoComplete="off"
            aria-describedby={`${id}-help`}
            onChange={({ target }) => setTyped(target.value)}
            className={controlLook.line}
          />
          <Button type="submit" aria-disabled={typed.trim() === user.name}>
            {t('users.save')}
          </Button>
        </div>
      </FormField>
    </form>
  )
}
