import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState, type ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { NewPasswordForm } from '#dashboard/fields/new-password-form.tsx'
import { ApiError } from '#dashboard/lib/api-client.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { Card } from '#dashboard/ui/card.tsx'
import { LabelledInput } from '#dashboard/ui/labelled-input.tsx'
import { Modal } from '#dashboard/ui/modal.tsx'
import { Note } from '#dashboard/ui/note.tsx'
import { accountWrites } from './account-queries.ts'

type Props = {
  email: string
  hasPassword: boolean
  /** The ways in, for somebody who has signed in some time ago and has no password yet. */
  SignInAgain: ComponentType<{ onSignedIn: () => void }>
}

/** A new password; it ends the sessions of all other browsers. */
export function PasswordChange({ email, hasPassword, SignInAgain }: Props) {
  const { t } = useTranslation('people')
  const messageFor = useProblemMessages()
  const client = useQueryClient()
  const current = useRef<HTMLInputElement>(null)
  // The form is made anew, so that no password stays in it.
  const [saved, setSaved] = useState(0)
  const change = useMutation({
    mutationFn: accountWrites.changePassword,
    onSuccess: async () => {
      setSaved((count) => count + 1)
      await client.invalidateQueries({ queryKey: ['session'] })
    },
  })
  const code = change.error instanceof ApiError ? change.error.code : undefined
  const isWrong =
    change.error instanceof ApiError &&
    (change.error.fields ?? []).some(({ name }) => name === 'current')
  const isWeak = code === 'invalid_input' && !isWrong
  const asked = code === 'unauthenticated' ? change.variables : undefined
  return (
    <Card title={t('password.title')}>
      <div className="grid max-w-96 gap-3 px-4 py-3">
        {!hasPassword && <p className="text-quiet">{t('password.none')}</p>}
        {hasPassword && (
          <LabelledInput
            key={`current-${saved}`}
            ref={current}
            label={t('password.current')}
            errors={isWrong ? [t('password.wrong')] : []}
            type="password"
            autoComplete="current-password"
            maxLength={256}
          />
        )}
        <NewPasswordForm
          key={`new-${saved}`}
          email={email}
          rejection={isWeak ? t('link.weak') : undefined}
          onSubmit={(password) =>
            change.mutate({
              password,
              ...(hasPassword && { current: current.current?.value ?? '' }),
            })
          }
        >
          {change.error && !isWrong && !isWeak && !asked && (
            <Note tone="warning">{messageFor(change.error).text}</Note>
          )}
          <p role="status" className="text-meta text-quiet empty:hidden">
            {change.isSuccess && t('password.changed')}
          </p>
          <div>
            <Button type="submit" aria-disabled={change.isPending}>
              {t(hasPassword ? 'password.change' : 'password.set')}
            </Button>
          </div>
        </NewPasswordForm>
        {asked && (
          <Modal
            title={t('sessions.confirm')}
            closeLabel={t('users.close')}
            onClose={() => change.reset()}
          >
            <div className="grid gap-4">
              <p className="text-quiet">{t('password.confirmText')}</p>
              <SignInAgain onSignedIn={() => change.mutate(asked)} />
            </div>
          </Modal>
        )}
      </div>
    </Card>
  )
}
