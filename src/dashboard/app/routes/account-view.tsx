import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useLeaving } from '#dashboard/app/leaving.ts'
import { useTitle } from '#dashboard/app/use-title.ts'
import { AccountPage } from '#dashboard/features/account/account-page.tsx'
import { accountWrites } from '#dashboard/features/account/account-queries.ts'
import { sessionQueries } from '#dashboard/domain/session-queries.ts'
import { SignInWays } from '#dashboard/features/sign-in/sign-in-ways.tsx'
import { beUnsure, forgetPerson } from '#dashboard/lib/person-storage.ts'

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
  const client = useQueryClient()
  const session = useQuery(sessionQueries.current()).data
  const { href } = useRouter().history.location
  const enter = async () => {
    const { user } = await client.query({ ...sessionQueries.current(), staleTime: 0 })
    if (user?.id === session?.user?.id) return onSignedIn()
    // Somebody else: nothing of theirs is ended, and nothing of the former person is shown to them.
    beUnsure('once')
    window.location.reload()
  }
  return (
    session && (
      <SignInWays ways={session.signIn} returnTo={href} isAgain onSignedIn={() => void enter()} />
    )
  )
}
