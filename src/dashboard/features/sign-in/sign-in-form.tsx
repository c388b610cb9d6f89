import { useMutation } from '@tanstack/react-query'
import { useId, useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { ApiError } from '#dashboard/lib/api-client.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { LabelledInput } from '#dashboard/ui/labelled-input.tsx'
import { signInWrites } from './sign-in-writes.ts'

/** Sign-in by e-mail and password. What was typed stays when it is rejected. */
export function SignInForm({ onSignedIn }: { onSignedIn: () => void }) {
  const { t } = useTranslation('people')
  const messageFor = useProblemMessages()
  const id = useId()
  const email = useRef<HTMLInputElement>(null)
  const password = useRef<HTMLInputElement>(null)
  const [issue, setIssue] = useState<string>()
  const signIn = useMutation({
    mutationFn: signInWrites.byPassword,
    onSuccess: onSignedIn,
    onError: () => password.current?.select(),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const typed = {
      email: email.current?.value.trim() ?? '',
      password: password.current?.value ?? '',
    }
    const empty = typed.email === '' ? email : typed.password === '' ? password : undefined
    setIssue(empty && t('signIn.needBoth'))
    if (empty) return empty.current?.focus()
    if (!signIn.isPending) signIn.mutate(typed)
  }
  const failed = signIn.error && textOf(signIn.error)
  function textOf(error: Error): string {
    const code = error instanceof ApiError ? error.code : undefined
    if (code === 'unauthenticated') return t('signIn.wrong')
    if (code === 'throttled') return t('signIn.throttled')
    return messageFor(error).text
  }
  const message = issue ?? failed
  return (
    <form onSubmit={submit} noValidate className="grid gap-3">
      <LabelledInput
        ref={email}
        label={t('signIn.email')}
        type="email"
        autoComplete="username"
        maxLength={254}
        aria-describedby={message ? `${id}-issue` : undefined}
      />
      <LabelledInput
        ref={password}
        label={t('signIn.password')}
        type="password"
        autoComplete="current-password"
        maxLength={256}
        aria-describedby={message ? `${id}-issue` : undefined}
      />
      <p id={`${id}-issue`} role="alert" className="text-meta text-danger empty:hidden">
        {message}
      </p>
      <Button
        type="submit"
        look="primary"
        className="justify-center"
        aria-disabled={signIn.isPending}
      >
        {t('signIn.submit')}
      </Button>
      <p className="text-meta text-quiet">{t('signIn.forgotten')}</p>
    </form>
  )
}
