import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useLeaving } from '#dashboard/app/leaving.ts'
import { SignInAgain } from '#dashboard/app/sign-in-again.tsx'
import { useTitle } from '#dashboard/app/use-title.ts'
import { AccountPage } from '#dashboard/features/account/account-page.tsx'
import { accountWrites } from '#dashboard/features/account/account-queries.ts'
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
