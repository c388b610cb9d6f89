import { useTranslation } from 'react-i18next'
import type { Session } from '#contract/api/session.ts'
import { buttonLooks } from '#dashboard/ui/button.tsx'
import { SignInForm } from './sign-in-form.tsx'

type Props = {
  ways: Session['signIn']
  /** The page to which the provider's sign-in returns. */
  returnTo: string
  /** Whether the provider is to ask also somebody who is signed in there. */
  isAgain?: boolean
  onSignedIn: () => void
}

/** The ways in: the provider of the company, and e-mail with password. */
export function SignInWays({ ways, returnTo, isAgain = false, onSignedIn }: Props) {
  const { t } = useTranslation('people')
  const { openId, password, unknownUser } = ways
  if (unknownUser !== null) return <p>{t('signIn.unknownUser', { user: unknownUser })}</p>
  if (openId === null && !password) return <p>{t('signIn.noWay')}</p>
  return (
    <div className="grid gap-4">
      {/* A page of the proxy, which leads to the provider. */}
      {openId !== null && (
        <a
          href={`/api/session/oidc?${new URLSearchParams({ to: returnTo, ...(isAgain && { again: '1' }) }).toString()}`}
          className={`button justify-center ${buttonLooks[password ? 'plain' : 'primary']}`}
        >
          {t('signIn.openId', { name: openId })}
        </a>
      )}
      {openId !== null && password && (
        <p className="flex items-center gap-3 text-meta text-quiet before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
          {t('signIn.or')}
        </p>
      )}
      {password && <SignInForm onSignedIn={onSignedIn} />}
    </div>
  )
}
