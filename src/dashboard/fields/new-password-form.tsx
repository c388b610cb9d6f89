import { useRef, useState, type FormEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { password as passwordSchema } from '#contract/api/sign-in.ts'
import { LabelledInput } from '#dashboard/ui/labelled-input.tsx'

type Props = {
  /** Whose password it is, for the browser's list of passwords. */
  email: string
  /** What is wrong with the password that was sent. */
  rejection: string | undefined
  onSubmit: (password: string) => void
  /** The button. */
  children: ReactNode
}

/** A new password, twice. */
export function NewPasswordForm({ email, rejection, onSubmit, children }: Props) {
  const { t } = useTranslation('people')
  const first = useRef<HTMLInputElement>(null)
  const second = useRef<HTMLInputElement>(null)
  const [issue, setIssue] = useState<'tooShort' | 'different'>()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const typed = first.current?.value ?? ''
    const found = !passwordSchema.safeParse(typed).success
      ? 'tooShort'
      : typed !== second.current?.value
        ? 'different'
        : undefined
    setIssue(found)
    if (found === 'tooShort') first.current?.focus()
    else if (found === 'different') second.current?.focus()
    else onSubmit(typed)
  }
  const errorsAt = (place: 'first' | 'second') => {
    if (issue === 'tooShort' && place === 'first') return [t('link.tooShort')]
    if (issue === 'different' && place === 'second') return [t('link.different')]
    return issue === undefined && rejection && place === 'first' ? [rejection] : []
  }
  const field = { type: 'password', autoComplete: 'new-password', maxLength: 256 }
  return (
    <form onSubmit={submit} noValidate className="grid gap-3">
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <LabelledInput
        {...field}
        ref={first}
        label={t('link.password')}
        help={t('link.rules')}
        errors={errorsAt('first')}
      />
      <LabelledInput {...field} ref={second} label={t('link.repeat')} errors={errorsAt('second')} />
      {children}
    </form>
  )
}
