import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RegisteredUser, UserChange } from '#contract/api/registered-users.ts'
import { email as emailSchema } from '#contract/api/sign-in.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { LabelledInput } from '#dashboard/ui/labelled-input.tsx'

type Props = {
  user: Pick<RegisteredUser, 'name' | 'email'>
  /** Somebody else has the e-mail that was saved last. */
  isTaken: boolean
  onSave: (change: UserChange) => void
}

/** The name by which others see a person, and the e-mail by which they sign in. */
export function UserIdentity({ user, isTaken, onSave }: Props) {
  const { t } = useTranslation('people')
  const [name, setName] = useState(user.name)
  const [email, setEmail] = useState(user.email)
  const [isNoEmail, setIsNoEmail] = useState(false)
  const change: UserChange = {
    ...(name.trim() !== user.name && { name: name.trim() }),
    ...(email.trim() !== user.email && { email: email.trim() }),
  }
  const isSame = Object.keys(change).length === 0
  const errors = isNoEmail ? [t('users.emailIssue')] : isTaken ? [t('users.taken')] : []
  return (
    <form
      noValidate
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        const isRight = emailSchema.safeParse(email).success
        setIsNoEmail(!isRight)
        if (isRight && !isSame) onSave(change)
      }}
    >
      <div className="grid items-start gap-3 sm:grid-cols-2">
        <LabelledInput
          label={t('users.name')}
          value={name}
          maxLength={200}
          autoComplete="off"
          onChange={({ target }) => setName(target.value)}
        />
        <LabelledInput
          label={t('users.email')}
          value={email}
          errors={errors}
          type="email"
          maxLength={254}
          autoComplete="off"
          onChange={({ target }) => setEmail(target.value)}
        />
      </div>
      {!isSame && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <Button type="submit" look="primary">
            {t('users.save')}
          </Button>
          {change.email !== undefined && (
            <p className="min-w-0 flex-1 basis-48 text-meta text-quiet">{t('users.emailText')}</p>
          )}
        </div>
      )}
    </form>
  )
}
