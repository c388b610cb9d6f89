import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useTitle } from '#dashboard/app/use-title.ts'
import { AccountPage } from '#dashboard/features/account/account-page.tsx'
import { accountWrites } from '#dashboard/features/account/account-queries.ts'

export function AccountRoute() {
  const { t } = useTranslation('people')
  const client = useQueryClient()
  const router = useRouter()
  useTitle(t('account.title'))
  const signOut = useMutation({
    mutationFn: accountWrites.signOut,
    onSuccess: async () => {
      // Nothing that was read stays behind.
      client.clear()
      router.history.replace('/')
      await router.invalidate()
    },
  })
  return <AccountPage onSignOut={() => signOut.mutate()} isSigningOut={signOut.isPending} />
}
