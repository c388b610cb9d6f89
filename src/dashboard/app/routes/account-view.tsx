import { useMutation, useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useLeaving } from '#dashboard/app/leaving.ts'
import { useTitle } from '#dashboard/app/use-title.ts'
import { AccountPage } from '#dashboard/features/account/account-page.tsx'
import { accountWrites } from '#dashboard/features/account/account-queries.ts'
import { sessionQueries } from '#dashboard/domain/session-queries.ts'
import { SignInWays } from '#dashboard/features/sign-in/sign-in-ways.tsx'
import { forgetPerson } from '#dashboard/lib/person-storage.ts'

export function AccountRoute() {
  const { t } = useTranslation('people')
  const leave = useLeaving()
  useTitle(t('account.title'))
  const signOut = useMutation({
    mutationFn: (hasProvider: boolean) => accountWrites.signOut(hasProvider),
    onSuccess: (url) =>
      leave(() => {
        // After the forms, which store what they have when they close.
        forgetPerson()
        window.location.replace(url ?? '/')
      }),
  })
  return (
    <AccountPage
      SignInAgain={SignInAgain}
      onSignOut={(hasProvider) => signOut.mutate(hasProvider)}
      isSigningOut={signOut.isPending}
      signOutError={signOut.error}
    />
  )
}

/** The ways in for somebody who is signed in, and returns to this page from the provider. */
function SignInAgain({ onSignedIn }: { onSignedIn: () => void }) {
  const ways = useQuery(sessionQueries.current()).data?.signIn
  const { href } = useRouter().history.location
  return ways && <SignInWays ways={ways} returnTo={href} isAgain onSignedIn={onSignedIn} />
}
