import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { NotFoundScreen } from '#dashboard/app/not-found-screen.tsx'
import { useTitle } from '#dashboard/app/use-title.ts'
import { sessionQueries } from '#dashboard/domain/session-queries.ts'
import { UsersPage } from '#dashboard/features/admin/users/users-page.tsx'

export function UsersRoute() {
  const { t } = useTranslation('people')
  const session = useQuery(sessionQueries.current())
  useTitle(t('users.title'))
  if (session.isPending) return null
  // Without a session to ask, the page itself says what is wrong.
  return session.data && !session.data.installation.includes('users') ? (
    <NotFoundScreen />
  ) : (
    <UsersPage />
  )
}
